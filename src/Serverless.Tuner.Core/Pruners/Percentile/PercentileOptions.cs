using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>The options of the percentile pruner.</summary>
internal sealed record PercentileOptions : MedianOptions
{
    /// <summary>The best share of the complete trials, in percent, that a trial
    /// has to keep up with: 25 lets only the best quarter go on.</summary>
    [Range(0.0, 100.0)]
    public required double Percentile { get; init; }
}
