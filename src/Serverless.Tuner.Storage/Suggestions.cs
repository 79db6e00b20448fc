namespace Serverless.Tuner.Storage;

/// <summary>What a worker that asked for trials is given.</summary>
/// <param name="Study">The study as it then is.</param>
/// <param name="Trials">The trials, with their leases.</param>
/// <param name="RetryAfter">When there may be something to do; null when a trial is given, or none is to come.</param>
public sealed record Suggestions(Study Study, IReadOnlyList<Trial> Trials, TimeSpan? RetryAfter)
{
    /// <summary>Whether the study gives out no more trials.</summary>
    public bool IsDone => IsOver(Study);

    /// <summary>A study that is about to end gives no trial out, unless those that run may end by themselves: one may be lost.</summary>
    internal static bool IsOver(Study study) =>
        study.State == StudyState.Ended || (study.StopReason is not null && !study.EndsAfterRunning);
}
