using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Replay;

/// <summary>What is recorded of a trial that is replayed.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">How it ended: complete, pruned or failed.</param>
/// <param name="Cost">What it cost.</param>
public sealed record ReplayedTrial(int Number, TrialState State, Money Cost)
{
    /// <summary>A value for each direction of a complete trial; null otherwise.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Its intermediate values by ascending step.</summary>
    public IReadOnlyList<ReportView> Reports { get; init; } = [];

    /// <summary>When it started; null where that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null where that is not known.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it keeps its constraints, and so may be the best.</summary>
    public bool IsFeasible { get; init; } = true;
}
