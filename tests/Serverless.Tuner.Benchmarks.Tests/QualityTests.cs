using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class QualityTests
{
    [Fact]
    public async Task RunAsync_Twice_GivesTheSameRows()
    {
        var request = new QualityRequest { Functions = ["Branin"], Samplers = "tpe", Seeds = 3, Trials = [15] };

        Assert.Equal(await RowsAsync(request), await RowsAsync(request with { Cores = 1 }));
    }

    [Fact]
    public async Task RunAsync_WithPeers_ComparesWhereTheyWereMeasured()
    {
        var suite = await SuiteAsync(
            new QualityRequest { Functions = ["Branin", "Mixed4"], Samplers = "random", Seeds = 2, Trials = [20, 30] });

        string[] peers = ["optuna-5.0 tpe (default, multivariate)", "optuna-5.0 random"];
        Assert.Equal(
            peers.SelectMany(_ => (string[])["Branin", "Mixed4"], (peer, function) => (peer, function, 30)),
            suite.Comparisons.Select(c => (c.Peer, c.Function, c.Trials)));
        Assert.All(suite.Comparisons, c => Assert.Equal((2, 30), (c.OurRuns, c.TheirRuns)));
        Assert.Equal(peers, suite.Totals.Select(t => t.Peer));
        Assert.Equal(suite.Comparisons.Take(2).Average(c => c.Test.WinProbability), suite.Totals[0].Test.WinProbability, 12);
    }

    [Fact]
    public async Task RunAsync_ShortRowsOfAPeer_AreComparedAsFarAsTheyGo()
    {
        const string Gp = "optuna-5.0 gp (30, 50, 100)";

        var suite = await SuiteAsync(new QualityRequest { Functions = ["Branin"], Samplers = "random", Seeds = 2, Peers = [Gp] });

        Assert.Equal([30, 50, 100], suite.Comparisons.Select(c => c.Trials));
        Assert.All(suite.Comparisons, c => Assert.Equal(10, c.TheirRuns));
    }

    [Fact]
    public async Task RunAsync_PeerIsASampler_ComparesTheTwo()
    {
        var suite = await SuiteAsync(
            new QualityRequest { Functions = ["Branin"], Samplers = "tpe,random", Seeds = 2, Trials = [12], Peers = ["random"] });

        var comparison = Assert.Single(suite.Comparisons);
        Assert.Equal(("tpe", "random", 2), (comparison.Sampler, comparison.Peer, comparison.TheirRuns));
        Assert.Empty(suite.Peers);
    }

    [Fact]
    public async Task RunAsync_Cancelled_ReportsWhatHasEnded()
    {
        using var source = new CancellationTokenSource();
        var plan = QualityPlan.Of(new QualityRequest { Functions = ["Branin"], Samplers = "random", Seeds = 50, Trials = [5], Cores = 1 });

        var report = await QualityBenchmark.RunAsync(
            plan,
            TimeProvider.System,
            progress =>
            {
                if (progress.Ended == 3) source.Cancel();
            },
            source.Token);

        Assert.False(report.IsComplete);
        Assert.Equal([0, 1, 2], Assert.Single(Assert.Single(report.Suites).Runs).Seeds);
        Assert.Contains("Interrupted", MarkdownReport.Of(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AllSuites_RunsEveryOne() =>
        Assert.Equal(
            Suites.All.Select(s => s.Name),
            QualityPlan.Of(new QualityRequest { Suite = "all", Seeds = 1 }).Planned.Select(p => p.Suite.Name));

    [Fact]
    public void Plan_Gp_IsAlsoComparedWithThePeersGp()
    {
        var planned = Assert.Single(QualityPlan.Of(new QualityRequest { Samplers = "gp" }).Planned);

        Assert.Equal(["optuna-5.0 tpe (default, multivariate)", "optuna-5.0 gp (30, 50, 100)"], planned.PeersOf(planned.Samplers[0], []));
    }

    [Fact]
    public void Plan_SamplerThatCannotServe_SaysSo()
    {
        var error = Assert.Throws<BenchmarkInputException>(
            () => QualityPlan.Of(new QualityRequest { Functions = ["Branin"], Samplers = "brute-force" }));

        Assert.Contains("brute-force is left out of the suite single", error.Message, StringComparison.Ordinal);
    }

    private static async Task<SuiteReport> SuiteAsync(QualityRequest request) =>
        Assert.Single(
            (await QualityBenchmark.RunAsync(QualityPlan.Of(request), TimeProvider.System, _ => { }, CancellationToken.None)).Suites);

    private static async Task<double[]> RowsAsync(QualityRequest request) =>
        [.. (await SuiteAsync(request)).Runs.Single().Rows.SelectMany(r => r)];
}
