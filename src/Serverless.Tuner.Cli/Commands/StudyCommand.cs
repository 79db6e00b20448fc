namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study</c>: everything about studies.</summary>
internal static class StudyCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command(
            "study",
            "Start, follow, change and delete studies; commands that only show one take the one that was created last when there is no "
            + "NAME")
        {
            StudyStartCommand.Create(arguments),
            StudyListCommand.Create(arguments),
            StudyShowCommand.Create(arguments),
            StudyWatchCommand.Create(arguments),
            StudyBestCommand.Create(arguments),
            StudyResultCommand.Create(arguments),
            StudyFailuresCommand.Create(arguments),
            StudyTrialsCommand.Create(arguments),
            StudyTrialCommand.Create(arguments),
            StudyArtifactsCommand.Create(arguments),
            StudyHintsCommand.Create(arguments),
            StudyImportanceCommand.Create(arguments),
            StudyParetoCommand.Create(arguments),
            StudyCompareCommand.Create(arguments),
            StudyExportCommand.Create(arguments),
            StudyReportCommand.Create(arguments),
            StudyDiffCommand.Create(arguments),
            StudyAskCommand.Create(arguments),
            StudyTellCommand.Create(arguments),
            StudyAttrCommand.Create(arguments),
            StudyNoteCommand.Create(arguments),
            StudyCopyCommand.Create(arguments),
            StudyExtendCommand.Create(arguments),
            StudyChangeCommand.Create(arguments),
            StudyEnqueueCommand.Create(arguments),
            StudyCancelTrialCommand.Create(arguments),
            StudyRetryTrialCommand.Create(arguments),
            StudyPauseCommand.Create(arguments),
            StudyStopCommand.Create(arguments),
            StudyResumeCommand.Create(arguments),
            StudyDeleteCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }
}
