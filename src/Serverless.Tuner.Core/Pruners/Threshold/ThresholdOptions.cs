using System.ComponentModel.DataAnnotations;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Threshold;

/// <summary>The options of the threshold pruner.</summary>
internal sealed record ThresholdOptions : IValidatableObject
{
    /// <summary>Below this value a trial is stopped.</summary>
    /// <value>none, but then <c>upper</c> is required</value>
    public double? Lower { get; init; }

    /// <summary>Above this value a trial is stopped.</summary>
    /// <value>none, but then <c>lower</c> is required</value>
    public double? Upper { get; init; }

    /// <summary>The first step at which a trial may be stopped.</summary>
    [Range(0, MedianOptions.Most)]
    public int NWarmupSteps { get; init; }

    /// <summary>Steps between two checks.</summary>
    [Range(1, MedianOptions.Most)]
    public int IntervalSteps { get; init; } = 1;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lower is null && Upper is null) yield return new ValidationResult("is required where there is no 'upper'", [nameof(Lower)]);
        if (Lower > Upper) yield return new ValidationResult($"must not be above 'upper', which is {Upper:R}", [nameof(Lower)]);
    }
}
