using System.Diagnostics.Metrics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using Serverless.Tuner.EmbeddedHost.Invocation;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Runs activity functions on the thread pool, so many at a time.</summary>
internal sealed class ActivityDispatcher : IDisposable
{
    private readonly Dictionary<string, (FunctionDescriptor Function, FunctionInvoker Invoker)> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly IServiceScopeFactory _scopes;
    private readonly DataConverter _converter;
    private readonly TimeProvider _time;
    private readonly ILogger<ActivityDispatcher> _logger;
    private readonly Histogram<double> _durations;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _stopping = new();

    public ActivityDispatcher(
        FunctionCatalog catalog,
        IServiceScopeFactory scopes,
        DataConverter converter,
        TimeProvider time,
        IMeterFactory meters,
        HostSettings settings,
        ILogger<ActivityDispatcher> logger)
    {
        _scopes = scopes;
        _converter = converter;
        _time = time;
        _logger = logger;
        _slots = new(settings.MaxConcurrentActivities);
        _durations = meters.Create("Serverless.Tuner").CreateHistogram<double>(
            "tuner.activity.duration", "ms", "How long an activity function ran.");
        foreach (var function in catalog.OfKind(FunctionKind.Activity))
            _activities.Add(function.Name, (function, new FunctionInvoker(function, new FunctionParameterBinder(function))));
    }

    /// <summary>From now on no activity starts, and those that run are asked to stop.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    /// <summary>Runs an activity. Null when the host stopped before it came to an end of its own, or let go before it began: it has to run again.</summary>
    public async Task<HistoryEvent?> RunAsync(string instanceId, OrchestrationAction action, CancellationToken letGo)
    {
        if (!_activities.TryGetValue(action.Name!, out var activity))
        {
            var unknown = new InvalidOperationException($"This app has no activity function named '{action.Name}'.");
            return HistoryEvent.Failed(action.Id, FailureRecord.From(unknown));
        }

        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, letGo);
            await _slots.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        try
        {
            // An activity may compute for minutes before its first await, so it never runs on the caller's thread.
            return await Task.Run(() => InvokeAsync(instanceId, action, activity.Function, activity.Invoker));
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _slots.Dispose();
    }

    private async Task<HistoryEvent?> InvokeAsync(string instanceId, OrchestrationAction action, FunctionDescriptor function, FunctionInvoker invoker)
    {
        var started = _time.GetTimestamp();
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var data = new Dictionary<string, object?> { ["instanceId"] = instanceId, ["taskId"] = action.Id };
            var context = new EmbeddedFunctionContext(function, scope.ServiceProvider, data, _stopping.Token);
            var input = _converter.Deserialize(action.Data, function.Trigger.ParameterType);
            var result = await invoker.InvokeAsync(new(scope.ServiceProvider, context, input));
            return HistoryEvent.Completed(action.Id, _converter.Serialize(result));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            _logger.ActivityFailed(exception, function.Name, action.Id, instanceId);
            return HistoryEvent.Failed(action.Id, FailureRecord.From(exception));
        }
        finally
        {
            _durations.Record(_time.GetElapsedTime(started).TotalMilliseconds, new KeyValuePair<string, object?>("function", function.Name));
        }
    }
}
