using Serverless.Tuner.Core.Memory;
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
    public static SamplerScope Of(Study study, WarmStudy warm, IReadOnlyList<Trial> trials) => new(
        study.Spec, warm.Space, study.Spec.TakesAnyConstraint ? warm.Constraints.Of(trials) : null, study.Edits)
    {
        WarmStart = study.WarmStart,
        Prior = warm.Prior ?? [],
    };

    /// <summary>What it was given of earlier studies.</summary>
    public WarmStartState? WarmStart { get; init; }

    /// <summary>The trials of earlier studies that it learns from.</summary>
    public IReadOnlyList<PriorStudy> Prior { get; init; } = [];

    /// <summary>The space to be searched.</summary>
    public SearchSpace SearchSpace =>
        Spec.OpenSpace ? SearchSpace.Open(Space.Parameters) : WarmStarts.SpaceOf(Spec, WarmStart, Edits);
}
