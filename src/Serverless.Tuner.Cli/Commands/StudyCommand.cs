using System.CommandLine;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study</c>: everything about studies.</summary>
internal static class StudyCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments();
        var command = new Command("study", "Start, follow, change and delete studies; commands that only show one take the one that was created last when there is no NAME")
        {
            StudyStartCommand.Create(environment, arguments),
            StudyListCommand.Create(environment, arguments),
            StudyShowCommand.Create(environment, arguments),
            StudyWatchCommand.Create(environment, arguments),
            StudyBestCommand.Create(environment, arguments),
            StudyTrialsCommand.Create(environment, arguments),
            StudyTrialCommand.Create(environment, arguments),
            StudyExtendCommand.Create(environment, arguments),
            StudyEnqueueCommand.Create(environment, arguments),
            StudyStopCommand.Create(environment, arguments),
            StudyResumeCommand.Create(environment, arguments),
            StudyDeleteCommand.Create(environment, arguments),
        };
        arguments.AddTo(command);
        return command;
    }
}
