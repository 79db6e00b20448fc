using System.CommandLine;
using Serverless.Tuner.Cli.Rendering;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Commands;

/// <summary><c>tuner study best</c>.</summary>
internal static class StudyBestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, StudyArguments arguments)
    {
        var name = StudyName.Optional();
        var count = new Option<int>("--count") { Description = "how many", HelpName = "N", DefaultValueFactory = _ => 5 };
        NumberRange.RequirePositive(count);
        var command = new Command("best", "Show the best complete trials, best first") { name, count };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await arguments.Finder(environment, parsed).ConnectOrOpenAsync(cancellationToken);
            var study = await StudyName.ResolveAsync(connection.Client, parsed.GetValue(name), cancellationToken);
            var best = await connection.Client.BestTrialsAsync(study, parsed.GetValue(count), cancellationToken);

            if (arguments.Json(parsed)) environment.Terminal.WriteJson(best);
            else if (best.Items.Count == 0) environment.Terminal.Output.WriteLine($"No trial of {study} is complete and keeps every constraint.");
            else environment.Terminal.Output.Write(TrialTable.Of(best.Items, best.Items[0].Number));
            return ExitCode.Done;
        });
        return command;
    }
}
