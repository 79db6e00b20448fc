namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner trial</c>: everything about one trial of a study.</summary>
internal static class TrialCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("trial", "Show a trial, say why it was chosen, compute it again, hide it")
        {
            StudyTrialCommand.Create(arguments, "show"),
            TrialExplainCommand.Create(arguments),
            TrialReplayCommand.Create(arguments),
            TrialHideCommand.Create(arguments, "hide", hidden: true),
            TrialHideCommand.Create(arguments, "unhide", hidden: false),
        };
        arguments.AddTo(command);
        return command;
    }
}
