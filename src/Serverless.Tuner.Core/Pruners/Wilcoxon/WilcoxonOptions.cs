using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>The options of the Wilcoxon pruner.</summary>
public sealed record WilcoxonOptions
{
    /// <summary>The default of <see cref="PThreshold"/>, but for studies of few repeats.</summary>
    public const double DefaultPThreshold = 0.1;

    // Half as much again as the smallest p that can come before the last repeat: that one is below it, the next larger is not.
    private const double AboveLeastP = 1.5;

    /// <summary>
    /// A trial is pruned when values so much worse than the best trial's were less likely than this without a difference. 0 (never) to 1; by
    /// default 0.1 or, with so few repeats that no p could be below that in time, what lets a trial be pruned that is worse in every
    /// repeat. The test is repeated at each report: that a good trial meets it once is likelier.
    /// </summary>
    public double? PThreshold { get; init; }

    /// <summary>How many steps a trial must have in common with the best one before it may be pruned; never less than 2. 0 to a billion; 2 by default.</summary>
    public int NStartupSteps { get; init; } = 2;

    /// <summary>The smallest p before the last of so many repeats: that of as many pairs as were there, all of them worse.</summary>
    public static double LeastP(int repeats) => Math.ScaleB(1, 1 - repeats);

    /// <summary>The threshold for a study of so many repeats.</summary>
    public double ThresholdFor(int repeats) => PThreshold ?? (repeats > 1 ? Math.Max(DefaultPThreshold, AboveLeastP * LeastP(repeats)) : DefaultPThreshold);

    /// <summary>Reads the options of a spec.</summary>
    internal static WilcoxonOptions Read(ObjectReader options)
    {
        var defaults = new WilcoxonOptions();
        return new WilcoxonOptions
        {
            PThreshold = options.Number("pThreshold", 0, 1),
            NStartupSteps = options.Int("nStartupSteps", 0, PercentileOptions.Most) ?? defaults.NStartupSteps,
        };
    }
}
