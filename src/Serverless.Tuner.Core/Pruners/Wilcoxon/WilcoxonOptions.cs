using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>The options of the Wilcoxon pruner.</summary>
internal sealed record WilcoxonOptions
{
    /// <summary>The default of <see cref="PThreshold"/>, but for studies of few repeats.</summary>
    public const double DefaultPThreshold = 0.1;

    // Half as much again as the smallest p that can come before the last repeat: that one is below it, the next larger is not.
    private const double AboveLeastP = 1.5;

    /// <summary>Below this p value a trial is stopped. The test is repeated at each
    /// report: over a trial, a good one is stopped more often than that.</summary>
    /// <value>0.1; with few <c>repeats</c> more: see below</value>
    [Range(0.0, 1.0)]
    public double? PThreshold { get; init; }

    /// <summary>Steps that both trials must have; never less than 2.</summary>
    [Range(0, MedianOptions.Most)]
    public int NStartupSteps { get; init; } = 2;

    /// <summary>The smallest p before the last of so many repeats: that of as many pairs as were there, all of them worse.</summary>
    public static double LeastP(int repeats) => Math.ScaleB(1, 1 - repeats);

    /// <summary>The threshold for a study of so many repeats.</summary>
    public double ThresholdFor(int repeats) =>
        PThreshold ?? (repeats > 1 ? Math.Max(DefaultPThreshold, AboveLeastP * LeastP(repeats)) : DefaultPThreshold);
}
