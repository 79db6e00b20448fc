using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The options of asynchronous successive halving.</summary>
internal sealed record SuccessiveHalvingOptions : IValidatableObject
{
    /// <summary>
    /// *r*; <c>auto</c>: a hundredth of what the longest complete trial took,
    /// 1 at least. Before the first is complete nothing is stopped, and
    /// that one does not compete.
    /// </summary>
    [Range(1, MedianOptions.Most)]
    [OrWord("auto")]
    public int? MinResource { get; init; }

    /// <summary>*η*: one trial in so many goes on from each rung, to a step so many times as far.</summary>
    [Range(2, 1_000)]
    public int ReductionFactor { get; init; } = 4;

    /// <summary>*s*: how many of the first rungs are left out.</summary>
    [Range(0, 30)]
    public int MinEarlyStoppingRate { get; init; }

    /// <summary>While no more than so many trials have come to a rung, all stop there, the best too; not with <c>auto</c>.</summary>
    [Range(0, MedianOptions.Most)]
    public int BootstrapCount { get; init; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (this is { BootstrapCount: > 0, MinResource: null })
            yield return new ValidationResult("needs a 'minResource' that is a number, not 'auto'", [nameof(BootstrapCount)]);
    }
}
