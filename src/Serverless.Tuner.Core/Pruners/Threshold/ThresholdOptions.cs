using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Threshold;

/// <summary>The options of the threshold pruner.</summary>
public sealed record ThresholdOptions
{
    /// <summary>Below this value a trial is pruned; none by default, but then <see cref="Upper"/> is needed.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;

    /// <summary>Above this value a trial is pruned; none by default, but then <see cref="Lower"/> is needed.</summary>
    public double Upper { get; init; } = double.PositiveInfinity;

    /// <summary>The first step at which a trial may be pruned. 0 to a billion; 0 by default.</summary>
    public int NWarmupSteps { get; init; }

    /// <summary>How many steps lie between two checks. 1 to a billion; 1 by default.</summary>
    public int IntervalSteps { get; init; } = 1;

    /// <summary>Reads the options of a spec.</summary>
    internal static ThresholdOptions Read(ObjectReader options)
    {
        var defaults = new ThresholdOptions();
        var (lower, upper) = (options.Number("lower"), options.Number("upper"));
        // What is there but wrong has been told already.
        if (options.Get("lower") is null && options.Get("upper") is null) options.Error("lower", "is required where there is no 'upper'");
        if (lower > upper) options.Error("lower", $"must not be above 'upper', which is {upper:R}");
        return new ThresholdOptions
        {
            Lower = lower ?? defaults.Lower,
            Upper = upper ?? defaults.Upper,
            NWarmupSteps = options.Int("nWarmupSteps", 0, PercentileOptions.Most) ?? defaults.NWarmupSteps,
            IntervalSteps = options.Int("intervalSteps", 1, PercentileOptions.Most) ?? defaults.IntervalSteps,
        };
    }
}
