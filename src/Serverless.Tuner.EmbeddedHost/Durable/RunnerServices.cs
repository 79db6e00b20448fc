using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>What every runner works with.</summary>
internal sealed record RunnerServices(
    HistoryStore Store,
    OrchestratorFactory Orchestrators,
    ActivityDispatcher Activities,
    InstanceSignals Signals,
    TimeProvider Time,
    ILogger<InstanceRunner> Logger,
    bool ReplayEveryStep)
{
    /// <summary>Runs a sub-orchestration to its end; null when the host stops first.</summary>
    public required Func<InstanceState, OrchestrationAction, CancellationToken, Task<HistoryEvent?>> RunChildAsync { get; init; }

    /// <summary>Delivers a stored message to another instance.</summary>
    public required Action<string, InboxEntry> Announce { get; init; }

    /// <summary>Keeps an eye on work that nobody awaits.</summary>
    public required Action<Task> Track { get; init; }

    public required InboxKeys InboxKeys { get; init; }

    /// <summary>Told of each step once it is on record.</summary>
    public Action<RecordedStep>? StepRecorded { get; init; }
}
