using System.Globalization;
using Serverless.Tuner.Cli.Rendering;
using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Contracts;
using Spectre.Console;

namespace Serverless.Tuner.Cli.Tests;

public sealed class RenderingTests
{
    [Theory]
    [InlineData(0.04, "40 ms")]
    [InlineData(4.24, "4.2 s")]
    [InlineData(12.9, "12 s")]
    [InlineData(185, "3:05")]
    [InlineData(7385, "2:03:05")]
    [InlineData(353_000, "4 d 02:03")]
    [InlineData(-1, "0 ms")]
    public void Duration_ReadsAtAGlance(double seconds, string text) => Assert.Equal(text, Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Money_SaysSpentLimitReservedAndOverrun()
    {
        Assert.Equal("–", Format.Money(new LedgerView()));
        Assert.Equal("$0.50 of $2.00", Format.Money(new LedgerView { LimitUsd = 2, SpentUsd = 0.5m }));
        Assert.Equal("$0.000001", Format.Money(new LedgerView { SpentUsd = 0.000001m }));
        Assert.Equal(
            "$2.25 of $2.00, $0.10 reserved, overrun by $0.25",
            Format.Money(new LedgerView { LimitUsd = 2, SpentUsd = 2.25m, ReservedUsd = 0.1m, OverrunUsd = 0.25m }));
    }

    [Fact]
    public void Summary_SaysWhatBecameOfTrialsAndMoney()
    {
        var counts = new TrialCounts { Complete = 22, Pruned = 8, PrunedForBudget = 8 };

        Assert.Equal(
            "22 complete, 8 pruned for cost, $0.48 of $0.50",
            Format.Summary(counts, new LedgerView { LimitUsd = 0.5m, SpentUsd = 0.481234m }));
        Assert.Equal(
            "22 complete, 8 pruned for cost, 3 pruned, 1 failed, $0.013 of $0.014",
            Format.Summary(counts with { Pruned = 11, Failed = 1 }, new LedgerView { LimitUsd = 0.014m, SpentUsd = 0.0131m }));
        Assert.Equal("3 pruned", Format.Summary(new TrialCounts { Pruned = 3 }, new LedgerView()));
        Assert.Equal("none yet, $0.00 of $12.00", Format.Summary(new TrialCounts(), new LedgerView { LimitUsd = 12 }));
        Assert.Equal("1 complete, $0.000012", Format.Summary(new TrialCounts { Complete = 1 }, new LedgerView { SpentUsd = 0.000012m }));
        Assert.Equal(
            "1 complete, $1.25 of $1.00, overrun by $0.25",
            Format.Summary(new TrialCounts { Complete = 1 }, new LedgerView { LimitUsd = 1, SpentUsd = 1.25m, OverrunUsd = 0.25m }));
    }

    [Theory]
    [InlineData(0, null, "  2 trials pruned, 12 of 30 steps computed.|  No costs are recorded; steps tell what was saved.")]
    [InlineData(4, 3, "  2 trials pruned, 1 not started for cost; 12 of 30 steps computed.|  $1.00 of $4.00 spent, $3.00 saved (75 %).")]
    public void Replay_TellsOfMoneyWhereThereIsSome(int cost, int? limit, string said)
    {
        using var output = new StringWriter();
        Commands.ReplayCommand.Write(Terminal.Plain(output), new()
        {
            Study = "s",
            Pruner = "median",
            LimitUsd = limit,
            Trials = 5,
            WithCurves = 5,
            Pruned = [1, 2],
            NotStarted = limit is null ? [] : [4],
            Steps = 30,
            ReplayedSteps = 12,
            CostUsd = cost,
            ReplayedCostUsd = cost / 4,
            BestTrial = 0,
            BestValue = 0.5,
            ReplayedBestTrial = 0,
            ReplayedBestValue = 0.5,
        });

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(said.Split('|'), lines[1..].Where(line => !line.Contains("best trial", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "", null, "No trial was complete.")]
    [InlineData("3", "3", 1.0, "The front stays: 1 trial.")]
    [InlineData("0,3,4", "0,3,4", 1.0, "The front stays: 3 trials.")]
    [InlineData("0,3,4", "0,4,7", 0.9876, "2 of the 3 trials of the front would have been left, 98.8 % of its hypervolume.")]
    [InlineData("0,3,4", "", 0.0, "0 of the 3 trials of the front would have been left, 0.0 % of its hypervolume.")]
    public void Replay_SeveralDirections_TellsOfTheFront(string front, string left, double? kept, string said)
    {
        using var output = new StringWriter();
        Commands.ReplayCommand.Write(Terminal.Plain(output), new()
        {
            Study = "s",
            Pruner = "mo-asha",
            Trials = 9,
            WithCurves = 7,
            Pruned = [1, 2],
            NotStarted = [],
            Steps = 30,
            ReplayedSteps = 12,
            CostUsd = 0,
            ReplayedCostUsd = 0,
            Front = Numbers(front),
            ReplayedFront = Numbers(left),
            Kept = kept,
        });

        Assert.Equal(
            ["Study s, 9 trials, with mo-asha:", "  2 trials pruned, 12 of 30 steps computed.", "  " + said,
                "  2 trials have no intermediate values: no pruner could have ended them.",
                "  No costs are recorded; steps tell what was saved."],
            Unwrapped(output.ToString()));

        static int[] Numbers(string text) =>
            [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

        static string[] Unwrapped(string text) => text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void SearchedRange_SaysWhatAParameterMayBe()
    {
        var rate = new ParameterSpec { Name = "lr", Kind = ParameterKind.Float, Low = 0.001, High = 0.1, Log = true };
        var momentum = new ParameterSpec
        {
            Name = "momentum",
            Kind = ParameterKind.Categorical,
            Choices = [ParameterValue.Of(0.5), ParameterValue.Of("auto")],
            When = new Dictionary<string, IReadOnlyList<ParameterValue>>
            {
                ["optimizer"] = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")],
            },
        };
        var units = new ParameterSpec { Name = "units", Kind = ParameterKind.Int, Low = 8, High = 64, Step = 8 };
        var noise = new ParameterSpec { Name = "noise", Kind = ParameterKind.LogNormal, Mu = 0, Sigma = 1, Low = 0.5 };

        Assert.Equal("float 0.001 to 0.1, log", SearchedRange.Of(rate));
        Assert.Equal("0.5 | auto, when optimizer is sgd or adam", SearchedRange.Of(momentum));
        Assert.Equal("float 0.1 to 0.9, logit", SearchedRange.Of(new ParameterSpec
        {
            Name = "p",
            Kind = ParameterKind.Float,
            Low = 0.1,
            High = 0.9,
            Scale = ScaleKind.Logit,
        }));
        Assert.Equal("16 < 32", SearchedRange.Of(new ParameterSpec
        {
            Name = "batch",
            Kind = ParameterKind.Ordinal,
            Choices = [ParameterValue.Of(16), ParameterValue.Of(32)],
        }));
        Assert.Equal("int 8 to 64, step 8", SearchedRange.Of(units));
        Assert.Equal("lognormal(0, 1), at least 0.5", SearchedRange.Of(noise));
    }

    [Fact]
    public void ProblemReport_TextThatLooksLikeMarkup_IsPrintedAsItIs()
    {
        var output = new StringWriter();

        ProblemReport.Write(Terminal.Plain(output), new ProblemView
        {
            Title = "Invalid",
            Status = 400,
            Detail = "[red]not[/] a colour",
            Errors = [new FieldError("", "must be an [object]"), new FieldError("/a/0", "is [bold]")],
        });

        Assert.Equal(
            ["[red]not[/] a colour", "  (the whole document): must be an [object]", "  /a/0: is [bold]"],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void ProblemReport_CommandThatTheServerNames_IsWhatAUserTypesHere()
    {
        var output = new StringWriter();

        ProblemReport.Write(Terminal.Plain(output), new ProblemView
        {
            Title = "The study cannot be resumed",
            Status = 409,
            Detail = "All 3 trials of study 's' have ended. `tuner study extend s --trials 4` lets it go on.",
        });

        Assert.EndsWith(
            $"have ended. `{Serverless.Tuner.Cli.Servers.Installation.Command} study extend s --trials 4` lets it go on.",
            output.ToString().Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemReport_SingleField_IsPrintedOnce()
    {
        var output = new StringWriter();

        ProblemReport.Write(Terminal.Plain(output), new ProblemView
        {
            Title = "The study file is not valid",
            Status = 400,
            Detail = "/name must be short",
            Errors = [
                new FieldError("/name", "must be short")],
        });

        Assert.Equal("The study file is not valid: /name must be short", output.ToString().Trim());
    }

    [Theory]
    [InlineData(TrialState.Complete, 0.0, "complete")]
    [InlineData(TrialState.Complete, 0.1, "infeasible")]
    [InlineData(TrialState.Pruned, 0.1, "pruned")]
    public void State_CompleteTrialThatBreaksAConstraint_SaysSo(TrialState state, double constraint, string shown) => Assert.Equal(
        shown,
        Format.State(new TrialView
        {
            Number = 0,
            State = state,
            Parameters = new Dictionary<string, ParameterValue>(),
            CreatedAt = default,
            Constraints = new Dictionary<string, double> { ["kept"] = -1, ["c"] = constraint },
        }));

    [Fact]
    public void OneLine_LongReason_KeepsItsEnd()
    {
        var line = TrialLine.OneLine($"Traceback (most recent call last):\n{new string('x', 500)}\nValueError: boom", 60);

        Assert.InRange(line.Length, 50, 60);
        Assert.StartsWith("Traceback", line, StringComparison.Ordinal);
        Assert.Contains(" … ", line, StringComparison.Ordinal);
        Assert.EndsWith("ValueError: boom", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StudyState.Running, null, "running")]
    [InlineData(StudyState.Running, StopReason.Requested, "ending (stopped on request)")]
    [InlineData(StudyState.Ended, StopReason.Requested, "ended (stopped on request)")]
    [InlineData(StudyState.Ended, null, "ended")]
    internal void State_SaysWhetherItIsEnding(StudyState state, StopReason? reason, string text) =>
        Assert.Equal(text, Format.State(state, reason));

    [Theory]
    [InlineData(StudyState.Running, null, true)]
    [InlineData(StudyState.Running, StopReason.Requested, false)]
    [InlineData(StudyState.Ended, StopReason.Budget, false)]
    internal void Board_OnlyWhatRuns_HasTrialsToCome(StudyState state, StopReason? reason, bool shown)
    {
        var output = new StringWriter();
        var study = Study() with { State = state, StopReason = reason, Counts = new TrialCounts { Complete = 3 } };

        Terminal.Plain(output).Write(StudyBoard.Of(
            new StudySnapshot(study, [], [], DateTimeOffset.UnixEpoch), recent: [], width: 80, height: 40));

        Assert.Equal(shown, output.ToString().Contains("to come", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, "ended (all trials have ended)")]
    [InlineData(80, "ended ")]
    [InlineData(60, "ended ")]
    public void StudyTable_NarrowTerminal_ShowsLessInsteadOfBreakingWords(int width, string state)
    {
        var output = new StringWriter();
        var study = new StudySummary
        {
            Name = "digits-demo",
            State = StudyState.Ended,
            StopReason = StopReason.Trials,
            Objective = "digits",
            Trials = 40,
            Counts = new TrialCounts { Complete = 40 },
            BestValue = 0.978123,
            Ledger = new LedgerView { LimitUsd = 0.016m, SpentUsd = 0.0141m },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var console = Terminal.Plain(output);
        console.Profile.Width = width;

        console.Write(StudyTable.Of([study], width));

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length); // A header and one row with their borders.
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.Contains($"digits-demo │ {state}", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Duration_PrunedBeforeItRan_SaysSo()
    {
        var trial = new TrialView
        {
            Number = 0,
            State = TrialState.Pruned,
            Parameters =
                new Dictionary<string, ParameterValue>(),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal("not run", Format.Duration(trial));
        Assert.Equal("–", Format.Duration(trial with { State = TrialState.Waiting }));
    }

    [Fact]
    public void TrialTable_OneLine_ShowsTheEndOfTheReason()
    {
        var output = new StringWriter();
        var trial = new TrialView
        {
            Number = 0,
            State = TrialState.Failed,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(1L) },
            Reason = $"Traceback:\n{new string('x', 100)}\nValueError: boom",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        Terminal.Plain(output).Write(TrialTable.Of([trial], Study().Spec, width: 100));

        Assert.Contains("ValueError: boom]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("│ value │", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pruner: median at step 1", "pruner: median", "at step 1]")]
    [InlineData("Traceback (most recent call last):\n  File \"train.py\"\nValueError: bad lr", "[ValueError: bad", "lr]")]
    public void TrialTable_LittleRoom_ReasonKeepsItsEndOverTwoLines(string reason, params string[] parts)
    {
        var output = new StringWriter();
        var trial = new TrialView
        {
            Number = 0,
            State = TrialState.Pruned,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(1L) },
            Reason = reason,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        Terminal.Plain(output).Write(TrialTable.Of([trial], Study().Spec, width: 50));

        foreach (var part in parts) Assert.Contains(part, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Short_LongLastLine_KeepsTheExceptionsNameAndTheEnd()
    {
        var line = TrialLine.Short($"Traceback:\nValueError: {new string('x', 100)} is no number", 40);

        Assert.Equal(40, line.Length);
        Assert.StartsWith("ValueError: … x", line, StringComparison.Ordinal);
        Assert.EndsWith("x is no number", line, StringComparison.Ordinal);
    }

    [Fact]
    public void BestReport_ValuesWithANameOfTheirOwn_AreCalledByIt()
    {
        var output = new StringWriter();
        var study = Study();
        study = study with
        {
            Spec = study.Spec with { Directions = [Direction.Maximize], ValueNames = ["val_accuracy"] },
            Counts = new TrialCounts { Complete = 1 },
        };
        var trial = new TrialView
        {
            Number = 0,
            State = TrialState.Complete,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(1L) },
            Values = [0.9767],
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

        BestReport.Write(Terminal.Plain(output), study, [trial]);

        Assert.Contains("Best val_accuracy: 0.9767 by trial 0 with", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("│ val_accuracy │", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Error_OfSeveralLines_IsShownAsLines_AndWhereThereIsOneLineAsItsLast()
    {
        var output = new StringWriter();
        var study = Study() with { Error = "trial 3 failed: Traceback:\n\tFile \"a\u001b.py\"\nValueError: boom\n" };

        BestReport.Write(Terminal.Plain(output), study, []);
        StudyReport.Write(Terminal.Plain(output), study, default, left: null);

        var lines = output.ToString().Split(Environment.NewLine).Select(line => line.TrimEnd()).ToArray();
        foreach (var line in (string[])["      File \"a\\u001b.py\"", "error   ValueError: boom", "  ValueError: boom"])
            Assert.Contains(line, lines);
        Assert.DoesNotContain("\\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BestReport_LimitIsTooSmall_NamesTheCommandThatRaisesIt()
    {
        var output = new StringWriter();
        var study = Study() with { StopReason = StopReason.Budget, ContinueWith = "tuner study extend s --limit 0.02" };

        BestReport.Write(Terminal.Plain(output), study, []);

        Assert.Contains(
            $"`{Serverless.Tuner.Cli.Servers.Installation.Command} study extend s --limit 0.02` raises its limit", output.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TrialLine_ReasonWithLineBreaks_StaysOneLine()
    {
        var trial = new TrialView
        {
            Number = 4,
            State = TrialState.Failed,
            Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(1L) },
            Reason = "Traceback:\n  File [x]\n",
            CreatedAt = DateTimeOffset.UnixEpoch,
            StartedAt = DateTimeOffset.UnixEpoch,
            EndedAt = DateTimeOffset.UnixEpoch.AddSeconds(2),
            CostUsd = 0.02m,
        };

        Assert.Equal("trial 4 failed [Traceback: File [x]] in 2.0 s, $0.02 (x=1)", TrialLine.Of(trial, Study().Spec, isBest: false));
    }

    [Fact]
    public void Values_OfAStudyThatNamesThem_AreNamedWhereverTheyAreShown()
    {
        var output = new StringWriter();
        var terminal = Terminal.Plain(output);
        var study = Study() with
        {
            Best = new BestView { Number = 1, Values = [0.75, 3], Parameters = new Dictionary<string, ParameterValue>() },
        };
        study = study with
        {
            Spec = study.Spec with { Directions = [Direction.Maximize, Direction.Minimize], ValueNames = ["accuracy", "latency"] },
        };
        var trial = new TrialView
        {
            Number = 1,
            State = TrialState.Complete,
            Parameters = study.Best.Parameters,
            Values = [0.75, 3],
            CreatedAt = DateTimeOffset.UnixEpoch,
            Reports = [new ReportView(1, 0.5)],
        };

        terminal.Write(StudySummaryGrid.Of(study, default, left: null));
        Assert.Contains("accuracy 0.75, latency 3 by trial 1", Taken(), StringComparison.Ordinal);
        StudyPlan.Write(terminal, study.Spec);
        Assert.Contains("maximize accuracy, minimize latency", Taken(), StringComparison.Ordinal);
        terminal.Write(TrialTable.Of([trial], study.Spec));
        Assert.Contains("accuracy, latency", Taken(), StringComparison.Ordinal);
        Assert.Contains(" complete: accuracy 0.75, latency 3 ", TrialLine.Of(trial, study.Spec, isBest: false), StringComparison.Ordinal);
        TrialReport.Write(terminal, trial, study.Spec, default);
        var report = Taken();
        foreach (var line in (string[])["^accuracy +0.75", "^latency +3", "^Reports .step, accuracy.:"])
            Assert.Matches($"(?m){line}", report);
        Assert.DoesNotContain("value", report, StringComparison.Ordinal);

        string Taken()
        {
            var text = output.ToString();
            output.GetStringBuilder().Clear();
            return text;
        }
    }

    [Theory]
    [InlineData(StudyState.Running, "2 points from s1, the best of them is number 5 so far")]
    [InlineData(StudyState.Ended, "2 points from s1, the best of them is number 5\n")]
    public void WarmStart_RankIsOnlyOpenWhileTheStudyRuns(StudyState state, string expected)
    {
        var output = new StringWriter();
        var warm = new WarmStartView
        {
            From = [new SimilarStudyView { Id = Guid.Empty, Name = "s1", Score = 1, Explanation = "" }],
            Points = 2,
            Trials = [0, 1],
            BestWarmRank = 5,
        };

        Terminal.Plain(output).Write(StudySummaryGrid.Of(Study() with { State = state, WarmStart = warm }, default, left: null));

        var lines = output.ToString().Split('\n').Select(line => $"{line.TrimEnd()}\n");
        Assert.Contains(lines, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void StudyReport_ProgramThatIsGivenWhatIsTheHosts_SaysSo()
    {
        var output = new StringWriter();
        var study = Study();

        StudyReport.Write(
            Terminal.Plain(output),
            study with
            {
                Spec = study.Spec with
                {
                    Objective = new ObjectiveSpec
                    {
                        Kind = ObjectiveKind.Command,
                        PassEnvironment = ["AWS_PROFILE", "HF_TOKEN"]
                    }
                }
            }, default, left: null);

        Assert.Contains("Its program is given the host's AWS_PROFILE, HF_TOKEN.", output.ToString(), StringComparison.Ordinal);
    }

    internal static StudyView Study() => new()
    {
        Name = "s",
        State = StudyState.Running,
        Spec = new StudySpec
        {
            Name = "s",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered },
            Directions = [Direction.Maximize],
            SearchSpace = [],
        },
        Counts = new TrialCounts(),
        Ledger = new LedgerView(),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
