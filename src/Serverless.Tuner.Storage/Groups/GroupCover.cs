namespace Serverless.Tuner.Storage;

/// <summary>A change of a study that its group's money covers.</summary>
/// <param name="Study">The study with what it is granted, to be written.</param>
/// <param name="Raises">The raises of the study that were known before that.</param>
internal sealed record GroupCover(Study Study, long Raises);
