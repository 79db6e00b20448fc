namespace Serverless.Tuner.Client;

/// <summary>A study as a server tells it, with what names the state that it tells.</summary>
/// <param name="Study">The study; null when it is still as the caller knows it.</param>
/// <param name="Tag">What <see cref="TunerClient.With"/> takes, to change the study only as it is here.</param>
public sealed record TaggedStudy(StudyView? Study, string Tag);

/// <summary>What a server tells of a study to one who follows it.</summary>
/// <param name="Changes">What has changed; null when nothing has.</param>
/// <param name="Tag">What names the state that is known now, to be given with the next question; null when none
/// must be given.</param>
/// <param name="RetryAfter">When the server advises to ask again.</param>
public sealed record StudyNews(StudyChangesView? Changes, string? Tag, TimeSpan RetryAfter);
