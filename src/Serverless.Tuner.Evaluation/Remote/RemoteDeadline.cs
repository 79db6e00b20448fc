using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>Until when an endpoint may tell the outcome of an attempt.</summary>
internal static class RemoteDeadline
{
    /// <summary>Where the study does not say how long a trial may take: what has not been told by then will hardly be.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(24);

    public static DateTimeOffset Of(StudySpec spec, Trial trial) =>
        trial.StartedAt!.Value + (spec.TrialTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : s_longest);
}
