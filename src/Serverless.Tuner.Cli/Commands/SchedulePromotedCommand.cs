using Serverless.Tuner.Cli.Rendering;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner schedule promoted</c>.</summary>
internal static class SchedulePromotedCommand
{
    private static readonly string[] s_formats = ["env", "flags"];

    public static Command Create(StudyArguments arguments)
    {
        var name = ScheduleCommand.Name(arguments);
        var format = new Option<string?>("--format")
        {
            Description = "as environment variables, one a line, or as arguments of a program",
            HelpName = "env|flags",
        };
        format.AcceptOnlyFromAmong(s_formats);
        return arguments.Run(new("promoted", "Show the parameters to deploy now") { name, format }, async call =>
        {
            var (schedule, client) = (call.Parsed.GetRequiredValue(name), (await call.ConnectOrOpenAsync()).Client);
            if (call.Parsed.GetValue(format) is { } wanted)
            {
                if (call.Json) throw new CliException("--json and --format are two answers; ask for one of them.", ExitCode.InvalidInput);
                // For a shell, which takes it as it is.
                call.Environment.Terminal.Json.Write(await client.GetPromotedTextAsync(schedule, wanted, call.CancellationToken));
                return ExitCode.Done;
            }

            var promoted = (await client.GetPromotedAsync(schedule, known: null, call.CancellationToken)).Promoted!;
            return call.Show(promoted, () => ScheduleTable.Write(call.Output, promoted));
        });
    }
}
