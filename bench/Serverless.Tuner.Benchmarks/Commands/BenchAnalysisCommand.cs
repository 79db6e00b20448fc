using System.CommandLine;
using Serverless.Tuner.Benchmarks.Analysis;
using Serverless.Tuner.Cli;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench analysis</c>: how long the analysis of a study takes.</summary>
internal static class BenchAnalysisCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment)
    {
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command = new Command("analysis", "Time importances, fronts, histories and hints of studies of random points") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // The work is all on this thread; a console that waits for it could not be interrupted.
            var figures = await Task.Run(
                () => AnalysisBenchmark.Run(environment.Clock, cancellationToken).ToArray(), cancellationToken);
            if (parsed.GetValue(json)) environment.Terminal.WriteJson(figures);
            else AnalysisTable.Write(environment.Terminal.Output, figures);
            return ExitCode.Done;
        });
        return command;
    }
}
