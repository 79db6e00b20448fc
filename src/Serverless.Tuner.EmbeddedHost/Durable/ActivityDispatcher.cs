using System.Diagnostics.Metrics;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs the app's activity functions, as DurableTask.Core asks for them.</summary>
internal sealed class ActivityDispatcher(
    FunctionCatalog functions,
    IServiceScopeFactory scopes,
    DataConverter converter,
    TimeProvider time,
    IMeterFactory meters,
    ILogger<ActivityDispatcher> logger) : TaskActivity, INameVersionObjectManager<TaskActivity>
{
    private readonly Dictionary<string, (FunctionDescriptor Function, FunctionInvoker Invoker)> _activities =
        functions.TriggeredBy<ActivityTriggerAttribute>().ToDictionary(
            function => function.Name, function => (function, new FunctionInvoker(function)), StringComparer.OrdinalIgnoreCase);

    private readonly Histogram<double> _durations = meters.Create("Serverless.Tuner").CreateHistogram<double>(
        "tuner.activity.duration", "ms", "How long an activity function ran.");

    private readonly RunningActivities _running = new();

    /// <summary>From now on no activity starts; those that run are asked to stop. Completes when the last has ended.</summary>
    public Task StopAsync() => _running.EndAsync();

    public TaskActivity GetObject(string name, string? version) => this;

    public void Add(ObjectCreator<TaskActivity> creator) => throw new NotSupportedException("The app's functions are all there is.");

    public override string Run(TaskContext context, string input) => throw new NotSupportedException("Activities run asynchronously.");

    public override async Task<string?> RunAsync(TaskContext context, string? input)
    {
        if (!_activities.TryGetValue(context.Name, out var activity))
            throw new InvalidOperationException($"This app has no activity function named '{context.Name}'.");
        if (!_running.TryEnter()) throw new SessionAbortedException("The host stops.");
        var started = time.GetTimestamp();
        try
        {
            return await InvokeAsync(context, input, activity.Function, activity.Invoker);
        }
        catch (Exception exception) when (_running.Stopping.IsCancellationRequested)
        {
            throw new SessionAbortedException("The host stops.", exception);
        }
        catch (Exception exception)
        {
            logger.ActivityFailed(exception, activity.Function.Name, context.TaskId, context.OrchestrationInstance.InstanceId);
            throw;
        }
        finally
        {
            _durations.Record(
                time.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("function", activity.Function.Name));
            _running.Leave();
        }
    }

    private async Task<string?> InvokeAsync(TaskContext context, string? input, FunctionDescriptor function, FunctionInvoker invoker)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = new Dictionary<string, object?>
        {
            ["instanceId"] = context.OrchestrationInstance.InstanceId,
            ["taskId"] = context.TaskId,
        };
        var invocation = new EmbeddedFunctionContext(function, scope.ServiceProvider, _running.Stopping, data);

        // The argument of an orchestrator's call comes as an array of one.
        var argument = input is ['[', .., ']'] ? input[1..^1] : input;
        return converter.Serialize(await invoker.InvokeAsync(invocation, converter.Deserialize(argument, function.Trigger.ParameterType)));
    }
}
