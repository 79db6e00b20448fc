namespace Serverless.Tuner.Client;

/// <summary>How a <see cref="TunerWorker"/> works.</summary>
public sealed record TunerWorkerOptions
{
    /// <summary>How many trials it evaluates at once.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>How many trials it takes at most; until the study gives out no more when null.</summary>
    public int? MaxTrials { get; init; }

    /// <summary>What it calls itself, to be seen with its trials.</summary>
    public string Name { get; init; } = $"{Environment.MachineName}-{Environment.ProcessId}";

    /// <summary>For how long a trial stays its own when it dies, 10 seconds to an hour; while it lives, it says so every third of
    /// that.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it still tries to tell what came of a trial when it is cancelled.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Called with each trial that has ended for it; from several threads where it evaluates several at once.</summary>
    public Action<EndedTrial>? OnEnded { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
