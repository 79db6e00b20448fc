using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>The options of the percentile pruner, and of the median pruner but for the percentile.</summary>
public sealed record PercentileOptions
{
    /// <summary>The most that a step or a count may be.</summary>
    internal const int Most = 1_000_000_000;

    /// <summary>Which share of the complete trials, the best ones, is good enough to go on beside, in percent: 25 keeps trials as good as the best quarter. 0 to 100; 50 for the median.</summary>
    public double Percentile { get; init; } = 50;

    /// <summary>How many complete trials that have reported must be known before any trial is pruned. 0 to a billion; 5 by default.</summary>
    public int NStartupTrials { get; init; } = 5;

    /// <summary>The first step at which a trial may be pruned. 0 to a billion; 0 by default.</summary>
    public int NWarmupSteps { get; init; }

    /// <summary>How many steps lie between two checks, counted from <see cref="NWarmupSteps"/>; where no report comes at one, the next report is checked. 1 to a billion; 1 by default.</summary>
    public int IntervalSteps { get; init; } = 1;

    /// <summary>How many complete trials must have reported at a step before it is judged by. 1 to a billion; 1 by default.</summary>
    public int NMinTrials { get; init; } = 1;

    /// <summary>Reads the options of a percentile pruner's spec.</summary>
    internal static PercentileOptions Read(ObjectReader options)
    {
        options.Require("percentile");
        return ReadMedian(options) with { Percentile = options.Number("percentile", 0, 100) ?? new PercentileOptions().Percentile };
    }

    /// <summary>Reads the options of a median pruner's spec.</summary>
    internal static PercentileOptions ReadMedian(ObjectReader options)
    {
        var defaults = new PercentileOptions();
        return new PercentileOptions
        {
            NStartupTrials = options.Int("nStartupTrials", 0, Most) ?? defaults.NStartupTrials,
            NWarmupSteps = options.Int("nWarmupSteps", 0, Most) ?? defaults.NWarmupSteps,
            IntervalSteps = options.Int("intervalSteps", 1, Most) ?? defaults.IntervalSteps,
            NMinTrials = options.Int("nMinTrials", 1, Most) ?? defaults.NMinTrials,
        };
    }
}
