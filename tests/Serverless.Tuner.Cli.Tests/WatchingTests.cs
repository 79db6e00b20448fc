using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What is said of a study while it goes on.</summary>
public sealed class WatchingTests
{
    [Theory]
    [InlineData(Direction.Minimize, new[] { 5.0, 4, 4, 6, 3 }, new[] { true, true, false, false, true })]
    [InlineData(Direction.Maximize, new[] { 5.0, 4, 6 }, new[] { true, false, true })]
    internal async Task LineLog_BestSoFar_StandsAtEveryImprovementAndOnlyThere(Direction direction, double[] values, bool[] isBest)
    {
        var study = Study(direction: direction);
        var trials = values.Select((value, i) => Trial(i, value)).ToArray();

        // All within one poll: what the study calls its best by then is the last one.
        var lines = await ShowAsync(fromStart: true, new StudySnapshot(study, trials, [], default, IsFirst: true));

        Assert.Equal(isBest, lines.Select(line => line.EndsWith("* best so far", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LineLog_NoResult_IsNoImprovement()
    {
        var lines = await ShowAsync(
            fromStart: true,
            new StudySnapshot(
                Study(),
                [
                    Trial(0, 1) with { State = TrialState.Pruned },
                    Trial(1, 2) with { Constraints = new Dictionary<string, double> { ["memory"] = 1 } },
                    Trial(2, 3),
                ],
                [], default, IsFirst: true));

        Assert.Equal([false, false, true], lines.Select(line => line.Contains("best so far", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LineLog_WatchedFromTheMiddle_KnowsWhatWasThereBefore()
    {
        var lines = await ShowAsync(
            fromStart: false,
            new StudySnapshot(Study(), [Trial(0, 1)], [], default, IsFirst: true),
            new StudySnapshot(Study(), [Trial(1, 2), Trial(2, 0.5)], [], default));

        Assert.Equal([false, false, true], lines.Select(line => line.Contains("best so far", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(2, "median", false, false)]
    [InlineData(3, "median", false, true)]
    [InlineData(3, "median", true, false)]
    [InlineData(3, "none", false, false)]
    public void ReportCheck_PrunerWithoutReports_IsSaidAfterThreeTrials(int trials, string pruner, bool reports, bool isSaid)
    {
        var check = new ReportCheck();

        check.Add(Enumerable.Range(0, trials).Select(i => Trial(i, 1) with { LastStep = reports ? 1 : null }));

        var remark = check.Remark(Study(pruner: pruner).Spec);
        Assert.Equal(isSaid, remark is not null);
        if (isSaid) Assert.Contains("The pruner median cannot stop any trial: none has reported a step.", remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineLog_Remark_IsSaidOnce()
    {
        var lines = await ShowAsync(
            fromStart: true,
            new StudySnapshot(Study(), [], [], default, Remark: "look", IsFirst: true),
            new StudySnapshot(Study(), [], [], default, Remark: "look"));

        Assert.Equal(["look"], lines);
    }

    [Fact]
    public void Board_80Columns_ShowsParametersOverTwoLinesAndTheLastValueOfWhatRuns()
    {
        var output = new StringWriter();
        var console = Terminal.Plain(output);
        console.Profile.Width = 80;
        var parameters = new Dictionary<string, ParameterValue>
        {
            ["learningRate"] = ParameterValue.Of(0.0384883),
            ["hiddenUnits"] = ParameterValue.Of(128L),
            ["optimizer"] = ParameterValue.Of("adam"),
        };
        var ended = Trial(0, 0.0145278) with { Parameters = parameters, CostUsd = 0.0123m };
        var running = ended with
        {
            Number = 1,
            State = TrialState.Running,
            Values = null,
            EndedAt = null,
            CostUsd = 0,
            Reports = [new(1, 0.5), new(2, 0.25)],
        };

        console.Write(StudyBoard.Of(new StudySnapshot(Study(), [], [running], DateTimeOffset.UnixEpoch), [ended], width: 80, height: 24));

        var lines = output.ToString().Split(Environment.NewLine);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        foreach (var word in (string[])["learningRate=0.0384883", "hiddenUnits=128", "optimizer=adam", "0.0145278"])
            Assert.Contains(word, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            lines, line => line.Contains("running", StringComparison.Ordinal) && line.Contains("0.25", StringComparison.Ordinal));
    }

    [Fact]
    public void Board_ManyTrials_FitTheTerminal()
    {
        var output = new StringWriter();
        var console = Terminal.Plain(output);
        console.Profile.Width = 80;
        var trials = Enumerable.Range(0, 16).Select(i => Trial(i, i)).ToArray();
        var running = trials[8..].Select(trial => trial with { State = TrialState.Running }).ToArray();

        console.Write(StudyBoard.Of(new StudySnapshot(Study(), [], running, default), trials[..8], width: 80, height: 24));

        Assert.InRange(output.ToString().Split(Environment.NewLine).Length, 1, 24);
        Assert.Contains("running", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("│     7 │", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Board_FewRows_ShowsAllThatRun()
    {
        var output = new StringWriter();
        var trials = Enumerable.Range(0, 11).Select(i => Trial(i, i)).ToArray();
        var running = trials[8..].Select(trial => trial with { State = TrialState.Running }).ToArray();

        Terminal.Plain(output).Write(
            StudyBoard.Of(new StudySnapshot(Study(), [], running, default), trials[..8], width: 80, height: 24));

        Assert.Equal(3, output.ToString().Split(Environment.NewLine).Count(line => line.Contains("│ running", StringComparison.Ordinal)));
    }

    [Fact]
    public void Board_NoColours_TellsTheStatesApartInTheBar()
    {
        var output = new StringWriter();
        var console = Terminal.Plain(output);
        console.Profile.Width = 40;
        var study = Study();
        study = study with
        {
            Spec = study.Spec with { Trials = 20 },
            Counts = new TrialCounts { Complete = 6, Pruned = 4, Failed = 2, Running = 3 },
        };

        console.Write(StudyBoard.Of(new StudySnapshot(study, [], [], default), [], width: 40, height: 24));

        var lines = output.ToString().Split(Environment.NewLine);
        Assert.Contains("████████████▒▒▒▒▒▒▒▒xxxx>>>>>>··········", lines);
        foreach (var name in (string[])["█ complete 6", "▒ pruned 4", "x failed 2", "> running 3", "· to come 5"])
            Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<string[]> ShowAsync(bool fromStart, params StudySnapshot[] snapshots)
    {
        var output = new StringWriter();
        await LineDisplay.ShowAsync(Terminal.Plain(output), snapshots.ToAsyncEnumerable(), fromStart);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    internal static TrialView Trial(int number, double value) => new()
    {
        Number = number,
        State = TrialState.Complete,
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(value) },
        Values = [value],
        CreatedAt = DateTimeOffset.UnixEpoch,
        StartedAt = DateTimeOffset.UnixEpoch,
        EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(number),
    };

    internal static StudyView Study(Direction direction = Direction.Minimize, string pruner = "none") => new()
    {
        Name = "s",
        State = StudyState.Running,
        Spec = new StudySpec
        {
            Name = "s",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered },
            Directions = [direction],
            SearchSpace = [],
            Pruner = new PrunerSpec { Type = pruner },
        },
        Counts = new TrialCounts(),
        Ledger = new LedgerView(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
