namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule run</c>, <c>enable</c>, <c>disable</c> and <c>delete</c>.</summary>
internal static class ScheduleActCommands
{
    public static Command Run(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        return arguments.Run(new("run", "Have a schedule run now, beside its slots") { name }, async call =>
        {
            var schedule = await (await call.ConnectAsync()).Client.RunScheduleAsync(
                call.Parsed.GetRequiredValue(name), call.CancellationToken);
            return call.Show(schedule, () => call.Output.WriteLine(schedule.Runs is [{ EndedAt: null } run, ..] && schedule.Waiting == 0
                ? $"Study {run.Study} is started."
                : schedule.Waiting > 0 ? "It waits until the run before it has ended." : $"It came to nothing: {schedule.Runs[0].Reason}"));
        });
    }

    public static Command Enable(StudyArguments arguments) =>
        Switch(arguments, true, new Command("enable", "Let a schedule start studies again; nothing is made up for"));

    public static Command Disable(StudyArguments arguments) =>
        Switch(arguments, false, new Command("disable", "Have a schedule start nothing until it is enabled; a run goes on"));

    public static Command Delete(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        return arguments.Run(new("delete", "Delete a schedule; its studies stay") { name }, async call =>
        {
            var schedule = call.Parsed.GetRequiredValue(name);
            await (await call.ConnectOrOpenAsync()).Client.DeleteScheduleAsync(schedule, call.CancellationToken);
            if (!call.Json) call.Output.WriteLine($"Schedule {schedule} is deleted.");
            return ExitCode.Done;
        });
    }

    private static Command Switch(StudyArguments arguments, bool isOn, Command command)
    {
        var name = ScheduleCommand.Name(arguments);
        command.Add(name);
        return arguments.Run(command, async call =>
        {
            var schedule = await (await call.ConnectOrOpenAsync()).Client.ChangeScheduleAsync(
                call.Parsed.GetRequiredValue(name), new ScheduleChangeRequest { Enabled = isOn }, call.CancellationToken);
            return call.Show(
                schedule, () => call.Output.WriteLine($"Schedule {schedule.Name} is {(isOn ? "enabled" : "disabled")}."));
        });
    }
}
