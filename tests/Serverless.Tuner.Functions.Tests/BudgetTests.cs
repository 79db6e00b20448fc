using System.Globalization;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What a money limit costs and what it gives: whole studies
/// whose evaluations take unpredictably long, paid by the hour.</summary>
public sealed class BudgetTests(TunerApps apps)
{
    private const decimal Limit = 0.50m;

    // So many studies run at once: their trials wait, but their suggestions are work.
    private const int AtOnce = 20;

    /// <summary><c>./tuner test --long</c> plays all twenty seeds.</summary>
    private static readonly int s_seeds = Environment.GetEnvironmentVariable("TUNER_LONG") == "1" ? 20 : 3;

    [Fact]
    public async Task Start_HeavyTailedCosts_KeepsTheLimitAndFindsAsMuchAsTheMoneyBuys()
    {
        using var slots = new SemaphoreSlim(AtOnce);
        var rows = await Task.WhenAll(Enumerable.Range(1, s_seeds).Select(seed => PlayAsync(seed, slots)));

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine(
            "budget: seed  complete  pruned(cost)  spent  unlimited   best   random subsets of the same cost: 25 % / 50 % / 75 %");
        foreach (var row in rows) output.WriteLine($"budget: {row}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"budget: within the limit {rows.Count(r => r.Limited.Ledger.SpentUsd <= Limit)}, at least twice as dear without "
            + $"{rows.Count(r => r.Unlimited >= 2 * r.Limited.Ledger.SpentUsd)}, no worse than 3 of 4 subsets "
            + $"{rows.Count(r => r.Best <= r.Upper)}, better than half of them {rows.Count(r => r.Best <= r.Middle)}, than 3 of 4 "
            + $"{rows.Count(r => r.Best <= r.Lower)}, of {rows.Length}; spent in the mean "
            + $"{rows.Average(r => r.Limited.Ledger.SpentUsd):0.000}"));

        Assert.All(rows, row =>
        {
            Assert.InRange(row.Limited.Ledger.SpentUsd, 0.4m, Limit);
            Assert.Equal((0m, 0m), (row.Limited.Ledger.ReservedUsd, row.Limited.Ledger.OverrunUsd));
            Assert.Equal(row.Paid, row.Limited.Ledger.SpentUsd);
        });
        // Which point a study tries next depends on which trial ends first,
        // so that single studies vary: what all of them cost does so less.
        var (unlimited, spent) = (rows.Sum(r => r.Unlimited), rows.Sum(r => r.Limited.Ledger.SpentUsd));
        Assert.True(unlimited >= 2 * spent, $"without a limit they cost {unlimited}, with it {spent}");
        // By chance alone three studies out of four would be no worse than three
        // subsets out of four; of three studies one is, in 98 % of all cases.
        Assert.InRange(rows.Count(r => r.Best <= r.Upper), rows.Length < 20 ? 1 : 15, rows.Length);
        if (rows.Length >= 20) Assert.InRange(rows.Count(r => r.Best <= r.Middle), rows.Length / 2, rows.Length);
    }

    private async Task<Row> PlayAsync(int seed, SemaphoreSlim slots)
    {
        var (limited, unlimited,
            random) = (RunAsync(seed, Limit, "auto", slots), RunAsync(seed, 1_000, "auto", slots), RunAsync(seed, 1_000, "random", slots));
        var (study, trials) = await limited;
        var bests = Subsets((await random).Trials, study.Ledger.SpentUsd, seed);
        return new Row(
            seed, study, trials.Sum(t => t.CostUsd), (await unlimited).Study.Ledger.SpentUsd, study.Best!.Values[0], Quantile(0.25),
            Quantile(0.5), Quantile(0.75));

        double Quantile(double share) => bests[(int)(share * (bests.Count - 1))];
    }

    private async Task<(StudyView Study, List<TrialView> Trials)> RunAsync(int seed, decimal limit, string sampler, SemaphoreSlim slots)
    {
        await slots.WaitAsync();
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"money-{seed}-{limit:0.##}-{sampler}");
            await apps.App.Client.StartStudyAsync(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"name":"{{name}}","objective":"heavy-tail","trials":30,"parallelism":3,"seed":{{seed}},"sampler":"{{sampler}}","fixed":{"seed":{{seed}} },"budget":{"limitUsd":{{limit}},"usdPerHour":110} }"""));
            return (await apps.App.EndAsync(name, TimeSpan.FromMinutes(5)), await apps.App.TrialsAsync(name));
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>The best values that random choices of the trials come to which cost as much, ascending.</summary>
    private static List<double> Subsets(List<TrialView> trials, decimal money, int seed)
    {
        var random = new Random(seed);
        var order = trials.Where(t => t.State == TrialState.Complete).ToArray();
        var bests = new List<double>();
        for (var draw = 0; draw < 4_000; draw++)
        {
            random.Shuffle(order);
            var (left, best) = (money, double.PositiveInfinity);
            foreach (var trial in order)
            {
                // The last one is in as often as the money reaches, so that the subsets cost the same in the mean.
                if (left <= 0 || (trial.CostUsd > left && (decimal)random.NextDouble() >= left / trial.CostUsd)) break;
                left -= trial.CostUsd;
                best = Math.Min(best, trial.Values![0]);
            }

            bests.Add(best);
        }

        return [.. bests.Order()];
    }

    private sealed record Row(
        int Seed, StudyView Limited, decimal Paid, decimal Unlimited, double Best, double Lower, double Middle, double Upper)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Seed,4} {Limited.Counts.Complete,9} {Limited.Counts.PrunedForBudget,13} {Limited.Ledger.SpentUsd,6:0.000} "
            + $"{Unlimited,10:0.000} {Best,6:0.000}   {Lower:0.000} / {Middle:0.000} / {Upper:0.000}");
    }
}
