using System.CommandLine;
using System.CommandLine.Help;
using Serverless.Tuner.Cli;
using Serverless.Tuner.DashboardBenchmarks.Measuring;
using Serverless.Tuner.DashboardBenchmarks.Pictures;

namespace Serverless.Tuner.DashboardBenchmarks;

/// <summary><c>tuner bench dashboard</c> and <c>tuner bench screenshots</c>: what needs a browser.</summary>
internal static class DashboardCommands
{
    /// <summary><c>tuner</c> with nothing but these two: what <c>./tuner bench dashboard</c> starts.</summary>
    public static Command CreateRoot(CliEnvironment environment) => new("tuner")
    {
        new HelpOption(),
        new Command("bench", "Measure the dashboard in a browser, and make its pictures")
        {
            Dashboard(environment), Screenshots(environment),
        },
    };

    private static Command Dashboard(CliEnvironment environment)
    {
        var trials = new Option<int[]>("--trials")
        {
            Description = "how many trials the studies have, separated by commas",
            HelpName = "A,B",
            DefaultValueFactory = _ => [10_000, 50_000],
            CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',')).Select(text => Count(result, text))],
        };
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command = new Command("dashboard", "Open large studies in Chromium: time, frames, memory, bytes, beside what is wanted")
        {
            trials, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var figures = await DashboardBenchmark.RunAsync(environment, parsed.GetRequiredValue(trials), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(figures);
            else DashboardTable.Write(environment.Terminal.Output, figures);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Screenshots(CliEnvironment environment)
    {
        var to = new Option<string>("--output", "-o")
        {
            Description = "the folder that they are written into",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("docs", "images"),
        };
        var command = new Command("screenshots", "Run a study and make the README's pictures of its dashboard, light and dark") { to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await foreach (var file in StudyScreenshots.MakeAsync(environment, parsed.GetRequiredValue(to), cancellationToken))
                environment.Terminal.Output.WriteLine(file);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Count(System.CommandLine.Parsing.ArgumentResult result, string text)
    {
        if (int.TryParse(text, out var count) && count is >= 100 and <= 200_000) return count;
        result.AddError($"'{text}' is no number of trials from 100 to 200,000.");
        return 0;
    }
}
