using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Turns a study that has ended into an exit code.</summary>
internal static class WatchOutcome
{
    /// <summary>Whether the study has found anything.</summary>
    public static int Of(StudyView study) => study.Counts.Complete > 0 ? ExitCode.Done : ExitCode.NoCompleteTrial;
}
