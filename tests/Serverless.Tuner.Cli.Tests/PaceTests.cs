using Serverless.Tuner.Cli.Watching;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Left_OneAfterTheOther_IsTheirDurationEach() =>
        Assert.Equal(60, Left(Study(trials: 10, ended: 4), (0, 10), (10, 20), (20, 30), (30, 40)), 3);

    [Fact]
    public void Left_NobodyRanItForADay_DoesNotCount() =>
        Assert.Equal((40 + 2) / 4.0 * 6, Left(Study(trials: 10, ended: 4), (0, 10), (10, 20), (86_400, 86_410), (86_410, 86_420)), 3);

    [Fact]
    public void Left_TwoAtOnce_IsHalf() =>
        Assert.Equal(30, Left(Study(trials: 10, ended: 4, parallelism: 2), (0, 10), (0, 10), (10, 20), (10, 20)), 3);

    [Fact]
    public void Left_FirstOfManyAtOnce_CountsOnTheOthers() =>
        Assert.Equal(9 * 10 / 5.0, Left(Study(trials: 10, ended: 1, parallelism: 5), (0, 10)), 3);

    [Fact]
    public void Left_MoneyEndsBefore_IsUntilThen()
    {
        var study = Study(trials: 100, ended: 2) with { Ledger = new LedgerView { LimitUsd = 0.5m, SpentUsd = 0.2m } };

        Assert.Equal(30, Left(study, (0, 10), (10, 20)), 3);
    }

    [Fact]
    public void Left_OnlyTheLastTrialsCount()
    {
        var trials = Enumerable.Range(0, 100).Select(i => i < 50 ? (i * 100, (i + 1) * 100) : (5000 + (i - 50), 5000 + (i - 49)));

        Assert.Equal(100, Left(Study(trials: 200, ended: 100), [.. trials]), 3);
    }

    [Fact]
    public void Left_NothingHasEndedOrItIsEnding_IsUnknown()
    {
        Assert.Null(new Pace().Left(Study(trials: 10, ended: 0)));
        var pace = new Pace();
        var study = Study(trials: 10, ended: 1) with { StopReason = StopReason.Requested };
        pace.Add([Trial(0, (0, 1))], study.Spec);
        Assert.Null(pace.Left(study));
        Assert.NotNull(pace.Left(study with { StopReason = null }));
        Assert.Null(pace.Left(study with { StopReason = null, Waiting = WaitingView.ForPause }));
    }

    private static double Left(StudyView study, params (int Start, int End)[] trials)
    {
        var pace = new Pace();
        pace.Add(trials.Select((times, number) => Trial(number, times)), study.Spec);
        return pace.Left(study)!.Value.TotalSeconds;
    }

    private static TrialView Trial(int number, (int Start, int End) times) => new()
    {
        Number = number,
        State = TrialState.Complete,
        Parameters = new Dictionary<string, ParameterValue>(),
        CreatedAt = Start,
        StartedAt = Start.AddSeconds(times.Start),
        EndedAt = Start.AddSeconds(times.End),
    };

    private static StudyView Study(int trials, int ended, int parallelism = 1) => new()
    {
        Name = "s",
        State = StudyState.Running,
        Spec = new StudySpec
        {
            Name = "s",
            Objective =
                new ObjectiveSpec { Kind = ObjectiveKind.Registered },
            Directions = [],
            SearchSpace = [],
            Trials = trials,
            Parallelism = parallelism,
        },
        Counts = new TrialCounts { Complete = ended },
        Ledger = new LedgerView(),
        CreatedAt = Start,
    };
}
