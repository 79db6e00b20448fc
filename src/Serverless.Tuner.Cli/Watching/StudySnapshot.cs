namespace Serverless.Tuner.Cli.Watching;

/// <summary>A watched study at one moment.</summary>
/// <param name="Study">The study.</param>
/// <param name="JustEnded">Trials that have ended since the snapshot before, in the order in which they ended.</param>
/// <param name="Running">Trials that run, by number.</param>
/// <param name="At">When it was taken (UTC).</param>
/// <param name="Left">How long the study still takes; null when that is unknown.</param>
/// <param name="Remark">What its user should know of; null when all is well.</param>
/// <param name="IsFirst">Whether this is the first one: its trials may have ended long ago.</param>
/// <param name="Silence">What is said while the server does not answer, and everything else is as before; null when it answers.</param>
internal sealed record StudySnapshot(
    StudyView Study,
    IReadOnlyList<TrialView> JustEnded,
    IReadOnlyList<TrialView> Running,
    DateTimeOffset At,
    TimeSpan? Left = null,
    string? Remark = null,
    bool IsFirst = false,
    string? Silence = null);
