namespace Serverless.Tuner.Core.Studies;

/// <summary>The result of a request to change a study: the changed study, or why it is not changed.</summary>
/// <param name="Study">The changed study; null when the request is refused.</param>
/// <param name="Errors">What is wrong with the request.</param>
public sealed record StudyChange(Study? Study, IReadOnlyList<FieldError> Errors)
{
    /// <summary>Why the study, as it stands, cannot do what a correct request asks; null when it can.</summary>
    public string? Conflict { get; init; }

    /// <summary>The study was changed, or needs no change.</summary>
    internal static StudyChange To(Study study) => new(study, []);

    /// <summary>The study cannot do that as it stands.</summary>
    internal static StudyChange Refused(string conflict) => new(null, []) { Conflict = conflict };
}
