using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Benchmarks.App;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Benchmarks.Service;

/// <summary>Measures what workers see that ask and tell over HTTP, with the token, on an Azurite of their own.</summary>
internal sealed class ServiceBenchmark(TunerClient client, TimeProvider clock, int workers)
{
    private const int WarmUpPairs = 200;
    private const int ValuesAtOnce = 100;
    private static readonly double[] s_unit = [0, 1];

    /// <summary>Measures ours, then the peer.</summary>
    public static async Task<ServiceResult> RunAsync(
        CliEnvironment environment, int workers, int pairs, double seconds, CancellationToken cancellationToken)
    {
        ServiceResult result;
        await using (var server = await BenchServer.StartAsync(environment, cancellationToken))
            result = await new ServiceBenchmark(server.Client, environment.Clock, workers).MeasureAsync(pairs, seconds, cancellationToken);
        return await Suggest.OptunaTimer.IsInstalledAsync(cancellationToken)
            ? result with { Optuna = await MeasureOptunaAsync(workers, pairs, seconds, cancellationToken) }
            : result;
    }

    private async Task<ServiceResult> MeasureAsync(int pairs, double seconds, CancellationToken cancellationToken)
    {
        await PairsAsync("warm-up", WarmUpPairs, cancellationToken);
        await ValuesAsync("warm-up-values", ValuesAtOnce, seconds / 4, cancellationToken);
        var (took, calls) = await PairsAsync("pairs", pairs, cancellationToken);
        return new ServiceResult
        {
            Workers = workers,
            Pairs = pairs,
            PairsPerSecond = Math.Round(pairs / took.TotalSeconds, 1),
            P50Ms = Math.Round(Quantiles.Of(calls, 0.5), 2),
            P99Ms = Math.Round(Quantiles.Of(calls, 0.99), 2),
            ValuesPerSecond = Math.Round(await ValuesAsync("values", ValuesAtOnce, seconds, cancellationToken)),
            SingleValuesPerSecond = Math.Round(await ValuesAsync("single-values", 1, seconds, cancellationToken)),
        };
    }

    /// <summary>The workers share a study of so many trials, which do nothing.</summary>
    private async Task<(TimeSpan Took, IReadOnlyCollection<double> Milliseconds)> PairsAsync(
        string name, int pairs, CancellationToken cancellationToken)
    {
        await StartAsync(name, pairs, cancellationToken);
        var calls = new ConcurrentBag<double>();
        var start = clock.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(Worker, cancellationToken)));
        var took = clock.GetElapsedTime(start);
        var study = await client.GetStudyAsync(name, cancellationToken);
        return study.Counts.Complete == pairs
            ? (took, calls)
            : throw new CliException($"Only {study.Counts.Complete} of {pairs} trials are complete.", ExitCode.NoCompleteTrial);

        async Task Worker()
        {
            while (await TimeAsync(() => client.SuggestAsync(name, cancellationToken: cancellationToken)) is { Done: false } given)
                foreach (var trial in given.Trials)
                {
                    var value = trial.Parameters.Values.Sum(x => Math.Pow(x.AsDouble() - 0.3, 2));
                    var told = new CompleteRequest(trial.Lease, [value]);
                    await TimeAsync(() => client.CompleteAsync(name, trial.Number, told, cancellationToken));
                }
        }

        async Task<T> TimeAsync<T>(Func<Task<T>> call)
        {
            var begun = clock.GetTimestamp();
            var answer = await call();
            calls.Add(clock.GetElapsedTime(begun).TotalMilliseconds);
            return answer;
        }
    }

    /// <summary>Each worker has a trial and reports of it for so many seconds.</summary>
    /// <returns>Values in a second.</returns>
    private async Task<double> ValuesAsync(string name, int atOnce, double seconds, CancellationToken cancellationToken)
    {
        await StartAsync(name, workers, cancellationToken);
        var trials = (await client.SuggestAsync(name, new SuggestRequest { Count = workers }, cancellationToken)).Trials;
        var start = clock.GetTimestamp();
        var counts = await Task.WhenAll(trials.Select(trial => Task.Run(() => ReportAsync(trial), cancellationToken)));
        var took = clock.GetElapsedTime(start);
        foreach (var trial in trials)
            await client.CompleteAsync(name, trial.Number, new CompleteRequest(trial.Lease, [1]), cancellationToken);
        return counts.Sum() / took.TotalSeconds;

        async Task<int> ReportAsync(SuggestedTrialView trial)
        {
            var step = 0;
            for (; clock.GetElapsedTime(start).TotalSeconds < seconds; step += atOnce)
            {
                var reports = Enumerable.Range(step, atOnce).Select(s => new ReportView(s, 1));
                await client.ReportAsync(name, trial.Number, new ReportRequest(trial.Lease, [.. reports]), cancellationToken);
            }

            return step;
        }
    }

    private Task StartAsync(string name, int trials, CancellationToken cancellationToken) => client.StartStudyAsync(
        JsonSerializer.Serialize(new
        {
            name,
            trials,
            sampler = "tpe",
            searchSpace = Enumerable.Range(0, 4).ToDictionary(i => $"x{i}", _ => s_unit),
        }),
        cancellationToken);

    private static async Task<OptunaServiceResult> MeasureOptunaAsync(
        int workers, int pairs, double seconds, CancellationToken cancellationToken)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "bench", "service_optuna.py");
        string[] numbers = [.. new double[] { workers, pairs, seconds }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
        var output = await Suggest.OptunaTimer.RunAsync([script, .. numbers], input: "", cancellationToken);
        return JsonSerializer.Deserialize<OptunaServiceResult>(output, TunerJson.Options)!;
    }
}
