using System.Text.Json;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What a study tells, in a terminal.</summary>
public sealed class AnalysisCommandTests
{
    [Fact]
    public async Task Hints_SayWhatWasFound_AndWhatToDo()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "hints", "s", "--server", server.Url.AbsoluteUri));

        Assert.Contains("The best five trials lie at the upper bound of learningRate (0.1).", run.Output, StringComparison.Ordinal);
        Assert.Contains("Widen it?", run.Output, StringComparison.Ordinal);
        server.HasHints = false;
        using var none = new CliRun();
        Assert.Equal(ExitCode.Done, await none.InvokeAsync("study", "hints", "s", "--server", server.Url.AbsoluteUri));
        Assert.Equal(["There is nothing noteworthy about s."], none.OutputLines);
    }

    [Fact]
    public async Task Importance_HasABarForEachParameter_AndPairsThatMatter()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(
            ExitCode.Done, await run.InvokeAsync("study", "importance", "s", "--method", "fanova", "--server", server.Url.AbsoluteUri));

        Assert.Contains("Importances for value of s, by fANOVA over 3 trials:", run.OutputLines);
        var bars = run.OutputLines.Where(line => line.Contains('█')).ToArray();
        Assert.Equal(3, bars.Length);
        Assert.Contains("75.0 %", bars[0], StringComparison.Ordinal);
        Assert.Equal([22, 8, 4], bars.Select(bar => bar.Count(c => c == '█')));
        Assert.Contains("learningRate × opt", bars[2], StringComparison.Ordinal);
        server.NoImportances = "all values are equal";
        using var none = new CliRun();
        Assert.Equal(ExitCode.Done, await none.InvokeAsync("study", "importance", "s", "--server", server.Url.AbsoluteUri));
        Assert.Equal(["There are no importances of s yet: all values are equal."], none.OutputLines);
    }

    [Fact]
    public async Task Pareto_HasTheFront_TheKnee_AndTheHypervolume()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "pareto", "s", "--server", server.Url.AbsoluteUri));

        Assert.Contains("│ 2 (knee) │ 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Hypervolume: 12.5 to the reference (11, -1).", run.OutputLines);
        Assert.Contains("It grew ▁█", run.OutputLines);
    }

    [Fact]
    public async Task Compare_HasAColumnForEachStudy_AndItsJsonIsTheAnswer()
    {
        await using var server = await ServerAsync();
        using var run = new CliRun();

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "compare", "a", "b", "--server", server.Url.AbsoluteUri));

        Assert.Contains("│ a", run.Output, StringComparison.Ordinal);
        Assert.Contains("learningRate 75.0 %, opt 25.0 %", run.Output, StringComparison.Ordinal);
        Assert.Contains("█▅▁", run.Output, StringComparison.Ordinal);
        using var json = new CliRun();
        Assert.Equal(ExitCode.Done, await json.InvokeAsync("study", "compare", "a", "b", "--json", "--server", server.Url.AbsoluteUri));
        Assert.Equal(["a", "b"], JsonSerializer.Deserialize<CompareView>(json.Output, TunerJson.Options)!.Studies.Select(s => s.Name));
        using var alone = new CliRun();
        Assert.Equal(ExitCode.InvalidInput, await alone.InvokeAsync("study", "compare", "a", "--server", server.Url.AbsoluteUri));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Show_OnATerminalOnly_HasThePictureOfTheStudy(bool isOnTerminal)
    {
        await using var server = await ServerAsync();
        using var run = new CliRun { IsOnTerminal = isOnTerminal };

        Assert.Equal(ExitCode.Done, await run.InvokeAsync("study", "show", "s", "--server", server.Url.AbsoluteUri));

        Assert.Equal(isOnTerminal, run.Output.Contains("Best value: 9 █▅▁ 1", StringComparison.Ordinal));
        Assert.Equal(isOnTerminal, run.Output.Contains("75.0 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Sparkline_OfManyOrEqualOrHugeNumbers_IsALineOfBars()
    {
        Assert.Equal("–", Sparkline.Of([]));
        Assert.Equal("▁▁▁", Sparkline.Of([2, 2, 2]));
        Assert.Equal("▁█", Sparkline.Of([-1.7e308, 1.7e308]));
        var line = Sparkline.Of([.. Enumerable.Range(0, 1_000).Select(i => (double)i)]);
        Assert.Equal((40, '▁', '█'), (line.Length, line[0], line[^1]));
    }

    private static async Task<FakeTuner> ServerAsync()
    {
        var server = await FakeTuner.StartAsync();
        server.Add("s", ended: 3);
        return server;
    }
}
