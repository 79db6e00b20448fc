using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Parts;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The options of Hyperband.</summary>
internal sealed record HyperbandOptions : IValidatableObject
{
    /// <summary>The least steps that a trial gets.</summary>
    [Range(1, MedianOptions.Most)]
    public int MinResource { get; init; } = 1;

    /// <summary>The steps of a whole trial, not less than <c>minResource</c>; <c>auto</c>:
    /// those of the longest complete one, before which nothing is stopped.</summary>
    [Range(1, MedianOptions.Most)]
    [OrWord("auto")]
    public int? MaxResource { get; init; }

    /// <summary>*η*: one trial in so many goes on from each rung.</summary>
    [Range(2, 1_000)]
    public int ReductionFactor { get; init; } = 3;

    /// <summary>While no more than so many trials of a bracket have come to a rung, all stop there; not with <c>auto</c>.</summary>
    [Range(0, MedianOptions.Most)]
    public int BootstrapCount { get; init; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxResource < MinResource)
            yield return new ValidationResult($"must not be less than 'minResource', which is {MinResource}", [nameof(MaxResource)]);
        if (this is { BootstrapCount: > 0, MaxResource: null })
            yield return new ValidationResult("needs a 'maxResource' that is a number, not 'auto'", [nameof(BootstrapCount)]);
    }
}
