namespace Serverless.Tuner.Storage;

/// <summary>What has changed of a study since a mark.</summary>
/// <param name="Study">The study as it is.</param>
/// <param name="Trials">The trials that are new or have changed; one may be told again that has not.</param>
/// <param name="Mark">The mark to ask with next.</param>
/// <param name="IsAsked">Whether requests have changed the study since, or the mark is of another one.</param>
/// <param name="IsCut">Whether more has changed than is told here: the rest comes when the new mark is asked with.</param>
public sealed record StudyChanges(Study Study, IReadOnlyList<Trial> Trials, StudyMark Mark, bool IsAsked, bool IsCut);
