using System.Diagnostics.Metrics;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs the app's activity functions, as DurableTask.Core asks for them.</summary>
internal sealed class ActivityDispatcher : TaskActivity, INameVersionObjectManager<TaskActivity>
{
    private readonly Dictionary<string, (FunctionDescriptor Function, FunctionInvoker Invoker)> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly IServiceScopeFactory _scopes;
    private readonly DataConverter _converter;
    private readonly TimeProvider _time;
    private readonly ILogger<ActivityDispatcher> _logger;
    private readonly Histogram<double> _durations;
    private readonly RunningActivities _running = new();

    public ActivityDispatcher(
        FunctionCatalog catalog,
        IServiceScopeFactory scopes,
        DataConverter converter,
        TimeProvider time,
        IMeterFactory meters,
        ILogger<ActivityDispatcher> logger)
    {
        _scopes = scopes;
        _converter = converter;
        _time = time;
        _logger = logger;
        _durations = meters.Create("Serverless.Tuner").CreateHistogram<double>(
            "tuner.activity.duration", "ms", "How long an activity function ran.");
        foreach (var function in catalog.OfKind(FunctionKind.Activity))
            _activities.Add(function.Name, (function, new FunctionInvoker(function, new FunctionParameterBinder(function))));
    }

    /// <summary>From now on no activity starts; those that run are asked to stop, and waited for as long as the caller likes.</summary>
    public Task StopAsync() => _running.EndAsync();

    public TaskActivity GetObject(string name, string? version) => this;

    public void Add(ObjectCreator<TaskActivity> creator) => throw new NotSupportedException("The app's functions are all there is.");

    public override string Run(TaskContext context, string input) => throw new NotSupportedException("Activities run asynchronously.");

    public override async Task<string?> RunAsync(TaskContext context, string? input)
    {
        if (!_activities.TryGetValue(context.Name, out var activity))
            throw new InvalidOperationException($"This app has no activity function named '{context.Name}'.");
        if (!_running.TryEnter())
            throw new SessionAbortedException("The host stops.");
        var started = _time.GetTimestamp();
        try
        {
            return await InvokeAsync(context, input, activity.Function, activity.Invoker, _running.Stopping);
        }
        catch (Exception exception) when (_running.Stopping.IsCancellationRequested)
        {
            throw new SessionAbortedException("The host stops.", exception);
        }
        catch (Exception exception)
        {
            _logger.ActivityFailed(exception, activity.Function.Name, context.TaskId, context.OrchestrationInstance.InstanceId);
            throw;
        }
        finally
        {
            _durations.Record(_time.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("function", activity.Function.Name));
            _running.Leave();
        }
    }

    private async Task<string?> InvokeAsync(TaskContext context, string? input, FunctionDescriptor function, FunctionInvoker invoker, CancellationToken stopping)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var data = new Dictionary<string, object?> { ["instanceId"] = context.OrchestrationInstance.InstanceId, ["taskId"] = context.TaskId };
        var functionContext = new EmbeddedFunctionContext(function, scope.ServiceProvider, data, stopping);

        // An orchestrator's call comes as an array of its one argument.
        var argument = input is ['[', .., ']'] ? input[1..^1] : input;
        var result = await invoker.InvokeAsync(new(scope.ServiceProvider, functionContext, _converter.Deserialize(argument, function.Trigger.ParameterType)));
        return _converter.Serialize(result);
    }
}
