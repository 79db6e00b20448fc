using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>What a watched study looks like at one moment.</summary>
internal sealed record StudySnapshot
{
    /// <summary>The study.</summary>
    public required StudyView Study { get; init; }

    /// <summary>Trials that have ended since the snapshot before, in the order in which they ended.</summary>
    public required IReadOnlyList<TrialView> JustEnded { get; init; }

    /// <summary>Trials that run, by number.</summary>
    public required IReadOnlyList<TrialView> Running { get; init; }

    /// <summary>How long the study still takes; null when that cannot be told.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>The time at which it was taken (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether this is the first one: its trials may have ended long ago.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Whether the server does not answer just now; everything else is then as it was.</summary>
    public bool IsStale { get; init; }
}
