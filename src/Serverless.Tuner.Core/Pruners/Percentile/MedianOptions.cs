using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>The options of the median pruner.</summary>
internal record MedianOptions
{
    /// <summary>The most that a step or a count may be.</summary>
    internal const int Most = 1_000_000_000;

    /// <summary>Complete trials that have reported and must be known before any trial is stopped.</summary>
    [Range(0, Most)]
    public int NStartupTrials { get; init; } = 5;

    /// <summary>The first step at which a trial may be stopped.</summary>
    [Range(0, Most)]
    public int NWarmupSteps { get; init; }

    /// <summary>Steps between two checks, counted from <c>nWarmupSteps</c>;
    /// where no report comes at one, the next report is checked.</summary>
    [Range(1, Most)]
    public int IntervalSteps { get; init; } = 1;

    /// <summary>Complete trials that must have reported at the step.</summary>
    [Range(1, Most)]
    public int NMinTrials { get; init; } = 1;
}
