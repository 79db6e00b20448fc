using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OwnSampler;
using Serverless.Tuner.Benchmarks.Commands;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Cli;
using Serverless.Tuner.Cli.Tests;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class BenchCommandTests
{
    [Theory]
    [InlineData("overhead", "--trials", "0")]
    [InlineData("quality", "--seeds", "0")]
    [InlineData("quality", "--cores", "0")]
    [InlineData("quality", "--suite", "every")]
    [InlineData("quality", "--functions", "Branin,Nope")]
    [InlineData("quality", "--samplers", "nope")]
    [InlineData("quality", "--samplers", "tpe:nStartupTrials=0")]
    [InlineData("quality", "--peer", "nobody")]
    [InlineData("quality", "--trials", "30,many")]
    [InlineData("quality", "--trials", "0")]
    [InlineData("quality", "--assembly", "OwnSampler.dll")]
    [InlineData("pruning", "--seeds", "0")]
    [InlineData("pruning", "--first-seed", "-1")]
    [InlineData("pruning", "--task", "nope")]
    [InlineData("pruning", "--samplers", "nope")]
    [InlineData("pruning", "--samplers", "cmaes,brute-force")]
    [InlineData("pruning", "--pruners", "median,nope")]
    [InlineData("pruning", "--task", "front-curves", "--pruners", "median")]
    [InlineData("pruning", "--pruners", "median:nStartupTrials=-1")]
    [InlineData("pruning", "--pruners", "median:nStartupTrials")]
    [InlineData("suggest", "--samplers", "nope")]
    [InlineData("suggest", "--trials", "-5")]
    [InlineData("suggest", "--parameters", "ten")]
    [InlineData("service", "--workers", "0")]
    public async Task WrongArguments_AreInvalidInput_AndSaidBeforeAnythingRuns(params string[] arguments)
    {
        using var run = Run();

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(["bench", .. arguments]));

        Assert.Empty(run.Output);
        Assert.NotEmpty(run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suggest", "--samplers")]
    [InlineData("quality", "--suite")]
    [InlineData("pruning", "--task")]
    [InlineData("advance", "--samplers")]
    public async Task HostileArgument_IsShownAndNotObeyed(params string[] arguments)
    {
        using var run = Run(isOnTerminal: true);

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(["bench", .. arguments, "a\u001b]0;title\u0007\u001b[2J\nFORGED"]));

        Assert.Empty(run.Output);
        Assert.Contains("\\u001b]0;title\\u0007", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Error.Split('\n'), line => line.StartsWith("FORGED", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("bench", "--help")]
    public async Task Help_NamesTheProgramAndEveryBenchmark(params string[] arguments)
    {
        using var run = Run();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(arguments));

        foreach (var word in (string[])["tuner bench [command]", "overhead", "load", "service", "quality", "suggest", "pruning", "advance"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_SmallRun_PrintsTablesAndWritesBothReports()
    {
        using var run = Run();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(
            "bench", "quality", "--suite", "all", "--seeds", "2", "--trials", "12", "--samplers", "tpe,random", "--out", run.Folder));

        foreach (var word in (string[])[
            "single:", "varied:", "varied-16:", "parallel:", "multi:", "multi-shifted:", "constrained:", "discrete:", "diverging:",
            "kinked:", "long:", "wide:", "noisy:", "real:", "real-8:", "real-16:", "real-paid:", "priced:",
            "SphereShift5", "ZDT1-12d", "of 2 within 5 % of 6.1"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        Assert.Contains("476 of 476 runs", run.Error, StringComparison.Ordinal);
        Assert.StartsWith(
            "# Sampler quality, ", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(run.Folder, "*.md"))),
            StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(run.Folder, "quality-*.json"));
    }

    [Fact]
    public async Task Quality_Json_HasWhatEveryClaimRestsOn()
    {
        using var run = Run();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(
            "bench", "quality", "--functions",
            "Branin", "--seeds", "2", "--trials", "12,30", "--samplers", "tpe:nStartupTrials=8", "--json", "--out", run.Folder));

        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        Assert.Equal(await File.ReadAllTextAsync(Directory.GetFiles(run.Folder, "*.json").Single()), run.Output.TrimEnd());
        foreach (var name in (string[])["cpu", "cores", "system", "runtime", "tuner"])
            Assert.True(root.GetProperty("machine").TryGetProperty(name, out _), name);
        Assert.True(root.GetProperty("isComplete").GetBoolean());
        Assert.Contains("Optuna 5.0", root.GetProperty("peersAbout").GetString(), StringComparison.Ordinal);
        Assert.Equal(64, root.GetProperty("peersSha256").GetString()!.Length);
        Assert.Equal(8, root.GetProperty("samplers")[0].GetProperty("spec").GetProperty("nStartupTrials").GetInt32());

        var suite = root.GetProperty("suites")[0];
        Assert.Equal([12, 30], suite.GetProperty("trials").Deserialize<int[]>()!);
        Assert.StartsWith("x0 in [-5, 10]", suite.GetProperty("functions").GetProperty("Branin").GetString(), StringComparison.Ordinal);
        var runs = suite.GetProperty("runs")[0];
        Assert.Equal([0, 1], runs.GetProperty("seeds").Deserialize<int[]>()!);
        Assert.Equal([2, 2], runs.GetProperty("rows").Deserialize<double[][]>()!.Select(r => r.Length));
        Assert.Equal(30, suite.GetProperty("peers")[0].GetProperty("rows").GetArrayLength());
        var comparison = suite.GetProperty("comparisons")[0];
        Assert.Equal(30, comparison.GetProperty("trials").GetInt32());
        Assert.InRange(comparison.GetProperty("test").GetProperty("pValue").GetDouble(), 0, 1);
        Assert.False(comparison.GetProperty("isLoss").GetBoolean());
        Assert.Equal(1, suite.GetProperty("totals")[0].GetProperty("functions").GetInt32());
    }

    [Fact]
    public async Task Quality_OwnSampler_IsComparedLikeOurs()
    {
        using var run = Run(addParts: services => services.AddSampler<NeighbourSampler, NeighbourOptions>("neighbour"));

        Assert.Equal(ExitCode.Done, await run.InvokeAsync(
            "bench", "quality", "--samplers", "neighbour:parents=5,random", "--peer", "random", "--functions", "Mixed4",
            "--seeds", "3", "--trials", "20", "--out", run.Folder));

        Assert.Contains("neighbour:parents=5 against random", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_OwnSamplerThatDoesNotRepeatItself_IsRefused()
    {
        using var run = Run(addParts: services => services.AddSampler<MoodySampler>("moody"));

        Assert.Equal(ExitCode.InvalidInput, await run.InvokeAsync(
            "bench", "quality", "--samplers", "moody", "--peer", "optuna-5.0 random", "--functions", "Branin",
            "--seeds", "1", "--trials", "30", "--out", run.Folder));

        Assert.Contains("another point when it is asked for again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_InterruptedAtOnce_EndsWithoutAReport()
    {
        using var run = Run();

        Assert.Equal(
            ExitCode.Interrupted,
            await run.InvokeAsync(
                new CancellationToken(canceled: true), "bench", "quality", "--functions", "Branin", "--samplers", "random", "--out",
                run.Folder));

        Assert.Empty(Directory.GetFiles(run.Folder, "quality-*"));
    }

    [Fact]
    public async Task Pruning_SmallRun_StandsBesideThePeers()
    {
        using var run = Run();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("bench", "pruning", "--seeds", "2", "--samplers", "random", "--pruners", "none,median:nStartupTrials=3"));

        foreach (var word in (string[])["curves:", "100trials", "4050steps", "Nop", "0.1048", "median:nStart"])
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        Assert.Contains("8 of 8 studies", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_SeveralDirections_StandsBesideStudiesWithoutPruning()
    {
        using var run = Run();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync(
                "bench", "pruning", "--task", "front-curves", "--seeds", "2", "--samplers", "random", "--pruners",
                "none,mo-asha:minResource=27", "--json"));

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("hypervolume", json.RootElement.GetProperty("score").GetString());
        var (none, pruned) = (json.RootElement.GetProperty("rows")[0], json.RootElement.GetProperty("rows")[1]);
        Assert.Equal((0, 1), (none.GetProperty("saved").GetDouble(), none.GetProperty("kept").GetDouble()));
        Assert.InRange(pruned.GetProperty("saved").GetDouble(), 0.2, 0.8);
        Assert.InRange(pruned.GetProperty("kept").GetDouble(), 0.5, 1);
    }

    [Fact]
    public async Task Pruning_Json_HasEveryStudy()
    {
        using var run = Run();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("bench", "pruning", "--seeds", "2", "--samplers", "tpe", "--pruners", "none,median", "--json"));

        using var json = JsonDocument.Parse(run.Output);
        var rows = json.RootElement.GetProperty("rows").EnumerateArray().ToArray();
        Assert.Equal(["100trials", "100trials", "4050steps", "4050steps"], rows.Select(r => r.GetProperty("mode").GetString()));
        // Without a pruner every trial takes all of its 81 steps.
        Assert.All(
            rows[0].GetProperty("ours").EnumerateArray(),
            o =>
                Assert.Equal(
                    (8100, 100, 100),
                    (o.GetProperty("steps").GetInt32(), o.GetProperty("complete").GetInt32(), o.GetProperty("trials").GetInt32())));
        Assert.All(rows[1].GetProperty("ours").EnumerateArray(), o => Assert.InRange(o.GetProperty("steps").GetInt32(), 500, 5_000));
        Assert.All(rows[3].GetProperty("ours").EnumerateArray(), o => Assert.InRange(o.GetProperty("steps").GetInt32(), 4_050, 4_050 + 80));
        Assert.Equal("TPE-default, Median", rows[1].GetProperty("peer").GetString());
        Assert.Equal(20, rows[1].GetProperty("theirs").GetArrayLength());
    }

    [Fact]
    public async Task Suggest_OneSampler_HasItsTimeAndBytes()
    {
        using var run = Run();

        Assert.Equal(
            ExitCode.Done,
            await run.InvokeAsync("bench", "suggest", "--samplers", "random", "--trials", "20", "--parameters", "2", "--alone", "--json"));

        using var json = JsonDocument.Parse(run.Output);
        var figure = Assert.Single(json.RootElement.GetProperty("ours").EnumerateArray());
        Assert.Equal(
            ("random", 20, 2),
            (figure.GetProperty("sampler").GetString(),
                figure.GetProperty("trials").GetInt32(), figure.GetProperty("parameters").GetInt32()));
        Assert.True(figure.GetProperty("milliseconds").GetDouble() > 0);
        Assert.True(figure.GetProperty("bytes").GetDouble() > 0);
        Assert.Empty(json.RootElement.GetProperty("optuna").EnumerateArray());
    }

    private static CliRun Run(bool isOnTerminal = false, Action<IServiceCollection>? addParts = null) => new()
    {
        Commands = environment => BenchCommand.CreateRoot(environment, Catalogs.With(addParts)),
        IsOnTerminal = isOnTerminal,
    };
}
