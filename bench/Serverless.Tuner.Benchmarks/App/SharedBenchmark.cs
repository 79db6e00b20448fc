using System.Globalization;
using Serverless.Tuner.Cli;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Measures studies that share a budget beside studies that each have their own, in turn, on an Azurite of its own. Their trials
/// do nothing and cost a fixed price: what is measured is the tuner.</summary>
internal static class SharedBenchmark
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a warm-up, then the rounds.</summary>
    public static async Task<SharedResult> RunAsync(
        CliEnvironment environment, int studies, int trials, int rounds, CancellationToken cancellationToken)
    {
        await using var server = await BenchServer.StartAsync(environment, cancellationToken);
        await server.Client.PutBudgetAsync("shared", new BudgetRequest { LimitUsd = 1_000_000 }, cancellationToken);
        var (own, shared) = (new List<(double Rate, double Requests)>(), new List<(double Rate, double Requests)>());
        for (var round = 0; round <= rounds; round++)
        {
            var figures = (await RoundAsync(round, "own"), await RoundAsync(round, "shared"));
            // The first round is the warm-up.
            if (round == 0) continue;
            own.Add(figures.Item1);
            shared.Add(figures.Item2);
        }

        return new SharedResult
        {
            Studies = studies,
            Trials = trials,
            OwnPerSecond = Math.Round(Quantiles.Of(own.Select(r => r.Rate).ToList(), 0.5), 1),
            SharedPerSecond = Math.Round(Quantiles.Of(shared.Select(r => r.Rate).ToList(), 0.5), 1),
            OwnRequests = Math.Round(own.Average(r => r.Requests), 2),
            SharedRequests = Math.Round(shared.Average(r => r.Requests), 2),
        };

        async Task<(double Rate, double Requests)> RoundAsync(int round, string kind)
        {
            var budget = kind == "own" ? """ "limitUsd":100000 """ : """ "group":"shared" """;
            var (before, start) = (server.Requests, environment.Clock.GetTimestamp());
            await Task.WhenAll(Enumerable.Range(0, studies).Select(i => OneAsync(
                string.Create(CultureInfo.InvariantCulture, $"{kind}-{round}-{i}"), budget)));
            var count = studies * (double)trials;
            return (count / environment.Clock.GetElapsedTime(start).TotalSeconds, (server.Requests - before) / count);
        }

        async Task OneAsync(string name, string budget)
        {
            await server.Client.StartStudyAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"name":"{{name}}","objective":"no-op","trials":{{trials}},"sampler":"random","budget":{ {{budget}},"usdPerTrial":0.01} }"""),
                cancellationToken);
            while (await server.Client.GetStudyAsync(name, cancellationToken) is var study)
            {
                if (study.State != StudyState.Ended)
                {
                    await Task.Delay(PollInterval, environment.Clock, cancellationToken);
                    continue;
                }

                if (study.Counts.Complete != trials)
                    throw new CliException(
                        $"Only {study.Counts.Complete} of {trials} trials were complete: nothing was measured.", ExitCode.NoCompleteTrial);
                return;
            }
        }
    }
}
