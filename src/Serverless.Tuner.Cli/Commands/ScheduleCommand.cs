namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule</c>: studies that are started again and again.</summary>
internal static class ScheduleCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var arguments = new StudyArguments(environment);
        var command = new Command("schedule", "Start a study again and again, and keep what is best for deployment")
        {
            ScheduleListCommand.Create(arguments),
            ScheduleShowCommand.Create(arguments),
            ScheduleSetCommand.Create(arguments),
            ScheduleActCommands.Run(arguments),
            ScheduleActCommands.Enable(arguments),
            ScheduleActCommands.Disable(arguments),
            ScheduleActCommands.Delete(arguments),
            ScheduleHistoryCommand.Create(arguments),
            SchedulePromotedCommand.Create(arguments),
        };
        arguments.AddTo(command);
        return command;
    }

    /// <summary>The schedule that a command is about.</summary>
    public static Argument<string> Name(StudyArguments arguments)
    {
        var name = new Argument<string>("NAME") { Description = "the schedule" };
        name.CompletionSources.Add(context => arguments.KnownSchedules(context));
        return name;
    }
}
