using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule list</c>.</summary>
internal static class ScheduleListCommand
{
    public static Command Create(StudyArguments arguments) =>
        arguments.Run(new("list", "List all schedules") { arguments.Csv }, async call =>
        {
            var schedules = await (await call.ConnectOrOpenAsync()).Client.ListSchedulesAsync(call.CancellationToken);
            return call.Show(schedules, () =>
            {
                if (schedules.Items.Count > 0) call.Output.Write(ScheduleTable.Of(schedules.Items));
                else call.Output.WriteLine("There is no schedule yet.");
            }, () => ScheduleTable.Csv(schedules.Items));
        });
}
