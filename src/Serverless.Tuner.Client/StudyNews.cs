namespace Serverless.Tuner.Client;

/// <summary>What a server tells of a study to one who follows it.</summary>
/// <param name="Changes">What has changed; null when nothing has.</param>
/// <param name="Tag">What names the state that is known now, to be given with the next question; null when none
/// must be given.</param>
/// <param name="RetryAfter">When the server advises to ask again.</param>
public sealed record StudyNews(StudyChangesView? Changes, string? Tag, TimeSpan RetryAfter);
