using Microsoft.DurableTask;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>
/// The library's context for an orchestrator function, which also reads the input as the type that the function asks for, and refuses
/// calls from another thread: they would be lost.
/// </summary>
internal sealed class EmbeddedOrchestrationContext(
    TaskOrchestrationContext inner, string? input, DataConverter converter, OrchestratorThread thread, ILoggerFactory loggers)
    : TaskOrchestrationContext
{
    public override TaskName Name => inner.Name;

    public override string InstanceId => inner.InstanceId;

    public override ParentOrchestrationInstance? Parent => inner.Parent;

    public override DateTime CurrentUtcDateTime => inner.CurrentUtcDateTime;

    public override bool IsReplaying => inner.IsReplaying;

    public override string Version => inner.Version;

    public override IReadOnlyDictionary<string, object?> Properties => inner.Properties;

    protected override ILoggerFactory LoggerFactory => loggers;

    private TaskOrchestrationContext Inner
    {
        get
        {
            thread.ThrowIfElsewhere();
            return inner;
        }
    }

    public object? GetInput(Type type) => converter.Deserialize(input, type);

    public override T? GetInput<T>()
        where T : default => (T?)GetInput(typeof(T));

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        Inner.CallActivityAsync<TResult>(name, input, options);

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        Inner.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Inner.CreateTimer(fireAt, cancellationToken);

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Inner.WaitForExternalEvent<T>(eventName, cancellationToken);

    public override void SendEvent(string instanceId, string eventName, object payload) => Inner.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => Inner.SetCustomStatus(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Inner.ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override Guid NewGuid() => Inner.NewGuid();
}
