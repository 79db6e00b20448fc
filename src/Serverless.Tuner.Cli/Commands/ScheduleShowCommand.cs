using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule show</c>.</summary>
internal static class ScheduleShowCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        return arguments.Run(new("show", "Show a schedule: its next slots, what goes on, what is promoted") { name }, async call =>
        {
            var schedule = await (await call.ConnectOrOpenAsync()).Client.GetScheduleAsync(
                call.Parsed.GetRequiredValue(name), call.CancellationToken);
            return call.Show(schedule, () => ScheduleTable.Write(call.Output, schedule));
        });
    }
}
