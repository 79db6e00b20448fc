using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>What a study's sampler is made for. Its space changes with each of its edits; that of a study with an open search space, and
/// the constraints there, grow.</summary>
/// <param name="Spec">The study.</param>
/// <param name="Space">What its trials have declared.</param>
/// <param name="Constraints">The names of the constraints that its trials have named, where it takes any; else null.</param>
/// <param name="Edits">What was changed of what it searches and learns from.</param>
internal sealed record SamplerScope(
    StudySpec Spec, OpenSpace Space, IReadOnlyList<string>? Constraints, IReadOnlyList<StudyEdit> Edits)
{
    /// <summary>The scope of a study as it stands.</summary>
    public static SamplerScope Of(Study study, OpenSpace space, IReadOnlyList<Trial> trials) => new(
        study.Spec, space, study.Spec.TakesAnyConstraint
            ? [.. trials.SelectMany(t => t.Outcome.Constraints?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : null,
        study.Edits);

    /// <summary>The space to be searched.</summary>
    public SearchSpace SearchSpace => Spec.OpenSpace ? SearchSpace.Open(Space.Parameters) : SearchSpace.Of(Spec);
}
