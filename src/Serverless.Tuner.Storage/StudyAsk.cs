using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Storage;

/// <summary>What a request to change a study says beside the change.</summary>
/// <param name="Condition">What must hold of the study for it to be changed; null when nothing must.</param>
/// <param name="Key">By what the request is known when it comes twice, and counts once; null when it always counts.</param>
public sealed record StudyAsk(Func<Study, bool>? Condition = null, string? Key = null)
{
    /// <summary>Whether a study that goes on after its end waits for its turn.</summary>
    public bool Queues { get; init; }

    /// <summary>Who changes what the study searches; null where nobody may.</summary>
    public StudyEditor? Editor { get; init; }

    /// <exception cref="StudyChangedException">The condition does not hold.</exception>
    public void Check(Study study)
    {
        if (Condition?.Invoke(study) == false) throw new StudyChangedException(study.Name);
    }
}
