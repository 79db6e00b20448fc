using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>What a study's sampler is made for. All but the space and the constraints of a study with an open search space stay as they
/// are.</summary>
/// <param name="Spec">The study.</param>
/// <param name="Space">What its trials have declared.</param>
/// <param name="Constraints">The names of the constraints that its trials have named, where it takes any; else null.</param>
internal sealed record SamplerScope(StudySpec Spec, OpenSpace Space, IReadOnlyList<string>? Constraints)
{
    /// <summary>The scope of a study as it stands.</summary>
    public static SamplerScope Of(StudySpec spec, OpenSpace space, IReadOnlyList<Trial> trials) => new(
        spec, space, spec.TakesAnyConstraint
            ? [.. trials.SelectMany(t => t.Outcome.Constraints?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : null);

    /// <summary>The space to be searched.</summary>
    public SearchSpace SearchSpace => Spec.OpenSpace ? SearchSpace.Open(Space.Parameters) : SearchSpace.Of(Spec);
}
