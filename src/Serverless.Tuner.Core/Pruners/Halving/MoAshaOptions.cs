using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The options of asynchronous successive halving for several directions.</summary>
internal sealed record MoAshaOptions
{
    /// <summary>
    /// *r*, the step of the first rung; <c>auto</c>: a third of what the longest complete trial took, 1 at least, since a front needs
    /// many complete trials. Before the first is complete nothing is stopped, and that one does not compete.
    /// </summary>
    [Range(1, MedianOptions.Most)]
    [OrWord("auto")]
    public int? MinResource { get; init; }

    /// <summary>*η*: one trial in so many goes on from each rung, to a step so many times as far.</summary>
    [Range(2, 1_000)]
    public int ReductionFactor { get; init; } = 2;

    /// <summary>*s*: how many of the first rungs are left out.</summary>
    [Range(0, 30)]
    public int MinEarlyStoppingRate { get; init; }

    /// <summary>
    /// From so many complete trials on a trial goes on where it is expected to add to the front: where its curve ends is forecast from what
    /// complete ones did, at each rung and half-way between. Before, all go on. Without it nothing is forecast.
    /// </summary>
    [Range(2, 1_000)]
    public int? ForecastAfter { get; init; }
}
