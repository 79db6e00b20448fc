using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Editing;

/// <summary>Makes what a study's sampler learns from.</summary>
public static class StudyHistory
{
    /// <summary>A history without trials.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="space">The space to be searched.</param>
    /// <param name="edits">What was changed of the study.</param>
    /// <param name="constraints">The names of the constraints that its trials have values of, where the spec does not say them; else null.
    /// </param>
    /// <param name="warm">What it was given of earlier studies; null for nothing.</param>
    /// <param name="prior">The trials of earlier studies that it learns from.</param>
    public static SamplerHistory Empty(
        StudySpec spec, SearchSpace space, IReadOnlyList<StudyEdit> edits, IReadOnlyList<string>? constraints, WarmStartState? warm,
        IReadOnlyList<PriorStudy> prior) =>
        new(space, spec.Directions, spec.Seed)
        {
            IsDeterministic = spec.Deterministic,
            Constraints = constraints,
            Prior = prior,
            Declared = warm?.Learned is null ? null : SearchSpace.Of(spec),
            FirstOfSpace = edits.LastOrDefault(edit => edit.Parameters is not null)?.FromTrial ?? 0,
            Excluded = Edition.Regions(spec, space, edits),
        };
}
