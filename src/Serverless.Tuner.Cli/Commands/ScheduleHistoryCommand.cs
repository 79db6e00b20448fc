using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule history</c>.</summary>
internal static class ScheduleHistoryCommand
{
    public static Command Create(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        const string Description = "List the last runs of a schedule, and what came of them";
        return arguments.Run(new("history", Description) { name, arguments.Csv }, async call =>
        {
            var schedule = await (await call.ConnectOrOpenAsync()).Client.GetScheduleAsync(
                call.Parsed.GetRequiredValue(name), call.CancellationToken);
            return call.Show(new PageView<ScheduleRunView>(schedule.Runs, null), () =>
            {
                if (schedule.Runs.Count > 0) call.Output.Write(ScheduleTable.Of(schedule.Runs));
                else call.Output.WriteLine("It has not run yet.");
            }, () => ScheduleTable.Csv(schedule.Runs));
        });
    }
}
