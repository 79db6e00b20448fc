namespace Serverless.Tuner.Contracts;

/// <summary>Trials by state.</summary>
public sealed record TrialCounts
{
    /// <summary>Suggested, not started.</summary>
    public int Waiting { get; init; }

    /// <summary>Being evaluated.</summary>
    public int Running { get; init; }

    /// <summary>Ended with values.</summary>
    public int Complete { get; init; }

    /// <summary>Ended early.</summary>
    public int Pruned { get; init; }

    /// <summary>Those of <see cref="Pruned"/> for which the money did not suffice.</summary>
    public int PrunedForBudget { get; init; }

    /// <summary>Ended without a usable value.</summary>
    public int Failed { get; init; }

    /// <summary>Ended in whatever way.</summary>
    public int Ended => Complete + Pruned + Failed;
}
