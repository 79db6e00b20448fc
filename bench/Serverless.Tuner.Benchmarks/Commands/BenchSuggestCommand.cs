using System.CommandLine;
using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Benchmarks.Suggest;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Rendering;
using SuggestRequest = Serverless.Tuner.Benchmarks.Suggest.SuggestRequest;

namespace Serverless.Tuner.Benchmarks.Commands;

/// <summary><c>tuner bench suggest</c>: how long a suggestion takes.</summary>
internal static class BenchSuggestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CliEnvironment environment, SamplerCatalog catalog)
    {
        var samplers = new Option<string?>("--samplers")
        {
            Description = $"which samplers, with options: tpe,gp:name=value (default: {SuggestRequest.DefaultSamplers})",
            HelpName = "A,B",
        };
        var trials = NumberListOption.Create("--trials", "how many trials the history has (default: 100,1000,10000; for gp 50,100,200)");
        var parameters = NumberListOption.Create("--parameters", "how many floats a point has (default: 10,40)");
        var alone = new Option<bool>("--alone") { Description = "do not time Optuna beside ours" };
        var json = new Option<bool>("--json") { Description = "print JSON, and nothing else, to standard output" };
        var command =
            new Command("suggest", "Time one suggestion on one core, and Optuna's beside it when Debian's python3-optuna is installed")
        {
            samplers, trials, parameters, alone, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = environment.Terminal;
            try
            {
                var request = new SuggestRequest
                {
                    Samplers = SamplerChoices.Parse(parsed.GetValue(samplers) ?? SuggestRequest.DefaultSamplers, catalog),
                    Trials = NumberListOption.Read(parsed, trials),
                    WithOptuna = !parsed.GetValue(alone),
                };
                if (NumberListOption.Read(parsed, parameters) is { } numbers) request = request with { Parameters = numbers };
                // The work is all on this thread; a console that waits for it could not be interrupted.
                var report = await Task.Run(
                    () =>
                        SuggestBenchmark.RunAsync(
                            request, environment.Clock, what => terminal.ErrorText.WriteLine(what), cancellationToken), cancellationToken);
                if (parsed.GetValue(json)) terminal.WriteJson(report);
                else SuggestTable.Write(terminal.Output, report);
                return ExitCode.Done;
            }
            catch (BenchmarkInputException e)
            {
                throw new CliException(e.Message, ExitCode.InvalidInput);
            }
        });
        return command;
    }
}
