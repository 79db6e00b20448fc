using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>Single steps of the state machine from states that are given as such.</summary>
public sealed class StudyStateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BestTrial s_best = new(0, 1, new Dictionary<string, ParameterValue>());

    [Fact]
    public void Restart_StudyThatRuns_KeepsWhatItIsJudgedBy()
    {
        var study = Judged(StudyState.Running);

        Assert.Equal(study with { Run = "next", Sequence = 0, LastPlan = null, EndedAt = null }, StudyMachine.Restart(study, "next"));
    }

    [Fact]
    public void Restart_StudyThatHasEnded_IsJudgedByWhatComesFromNowOn()
    {
        var study = Judged(StudyState.Ended);

        Assert.Equal(
            study with
            {
                State = StudyState.Running,
                StopReason = null,
                Error = null,
                EndsAfterRunning = false,
                IsPaused = false,
                FailedRuns = 0,
                FailedInARow = 0,
                CompleteSinceBest = 0,
                ExpectingLittle = 0,
                EndedBefore = 13,
                FailedBefore = 5,
                Run = "next",
                Sequence = 0,
                LastPlan = null,
                EndedAt = null,
            },
            StudyMachine.Restart(study, "next"));
    }

    [Fact]
    public void FailRun_OneTooMany_EndsAPausedStudy()
    {
        var study = Create("") with { IsPaused = true, FailedRuns = 9 };

        var ended = StudyMachine.FailRun(study, "next", "refused", s_now);

        Assert.Equal((StudyState.Ended, "refused", false, 10), (ended.State, ended.Error, ended.IsPaused, ended.FailedRuns));
    }

    [Fact]
    public void RequestStop_AfterRunning_IsAskedOnceAndUnpauses()
    {
        var stopped = StudyMachine.RequestStop(Create("") with { IsPaused = true }, StopMode.AfterRunning);

        Assert.Equal((StopReason.Requested, true, false), (stopped.StopReason, stopped.EndsAfterRunning, stopped.IsPaused));
        Assert.Same(stopped, StudyMachine.RequestStop(stopped, StopMode.AfterRunning));
        Assert.False(StudyMachine.RequestStop(stopped, StopMode.Now).EndsAfterRunning);
        // What ends a study by itself gives way to who asks for it.
        Assert.True(StudyMachine.RequestStop(Create("") with { StopReason = StopReason.Error }, StopMode.AfterRunning).EndsAfterRunning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fail_WhetherOrNotOutcomesCanBeCounted_AsksForNoMoreAdvances(bool areTrialsKnown)
    {
        var study = Create("") with { Open = [new OpenTrial(0, default)], NextNumber = 1 };

        var result = StudyMachine.Fail(
            study, areTrialsKnown ? [TrialOf(TrialState.Complete, null)] : [], Step, new InvalidOperationException("singular"));

        Assert.Equal((StudyState.Ended, StopReason.Error, false), (result.Study.State, result.Plan.Ended, result.Plan.More));
        Assert.Equal(areTrialsKnown ? 0 : 1, result.Study.Open.Count);
    }

    [Theory]
    [InlineData("budget", 1)]
    [InlineData("median", 0)]
    public void Advance_PrunedTrial_IsCountedForTheBudgetWhenThatIsWhy(string reason, int prunedForBudget)
    {
        var study = Create("\"trials\": 1") with { Open = [new OpenTrial(0, default)], NextNumber = 1 };

        var after = Advance(study, TrialOf(TrialState.Pruned, reason));

        Assert.Equal((1, prunedForBudget), (after.Pruned, after.PrunedForBudget));
    }

    [Theory]
    [InlineData(10, 5, 0, 0, true)]
    [InlineData(10, 4, 0, 0, false)]
    [InlineData(9, 9, 0, 0, false)]
    [InlineData(20, 5, 10, 5, false)]
    [InlineData(20, 9, 10, 5, false)]
    [InlineData(20, 10, 10, 5, true)]
    [InlineData(19, 14, 10, 5, false)]
    public void Advance_ShareOfFailures_IsOfThoseThatCameSinceItWasResumed(
        int ended, int failed, int endedBefore, int failedBefore, bool isOver)
    {
        var study = Create("\"trials\": 100, \"maxFailures\": 0.5") with
        {
            Complete = ended - failed,
            Failed = failed,
            EndedBefore = endedBefore,
            FailedBefore = failedBefore,
            IsPaused = true,
        };

        Assert.Equal(isOver ? StopReason.Failures : null, Advance(study).StopReason);
    }

    [Theory]
    [InlineData("", 4, 0, false)]
    [InlineData("", 5, 0, true)]
    [InlineData(", \"plateauThreshold\": 0.1", 99, 4, false)]
    [InlineData(", \"plateauThreshold\": 0.1", 0, 5, true)]
    public void Advance_Plateau_IsOfForecastsWhereThereIsAThreshold(string threshold, int sinceBest, int expectingLittle, bool isOver)
    {
        var study = Create($"\"trials\": 100, \"plateauTrials\": 5{threshold}") with
        {
            Best = s_best,
            CompleteSinceBest = sinceBest,
            ExpectingLittle = expectingLittle,
            IsPaused = true,
        };

        Assert.Equal(isOver ? StopReason.Plateau : null, Advance(study).StopReason);
    }

    private static AdvanceStep Step => new() { Sequence = 1, Running = new HashSet<int>(), Now = s_now };

    private static Study Judged(StudyState state) => Create("") with
    {
        State = state,
        StopReason = StopReason.Error,
        Error = "singular",
        EndsAfterRunning = true,
        IsPaused = true,
        FailedRuns = 2,
        FailedInARow = 3,
        CompleteSinceBest = 4,
        ExpectingLittle = 6,
        Complete = 7,
        Pruned = 1,
        Failed = 5,
        EndedBefore = 8,
        FailedBefore = 2,
        Sequence = 9,
        LastPlan = new AdvancePlan([], null),
        EndedAt = s_now,
    };

    private static Study Create(string members) => StudyMachine.Create(StudyFile.Spec(StudyFile.With(members)), "run", s_now);

    private static Study Advance(Study study, params Trial[] trials)
    {
        var history = new SamplerHistory(SearchSpace.Of(study.Spec), study.Spec.Directions, 1);
        return StudyMachine.Advance(study, trials, Step, SamplerCatalog.BuiltIn.Create(study.Spec.Sampler), history).Study;
    }

    private static Trial TrialOf(TrialState state, string? reason) => new()
    {
        Number = 0,
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) },
        Outcome = new TrialOutcome(state, reason) { Values = state == TrialState.Complete ? [1] : null },
        CreatedAt = s_now,
        EndedAt = s_now,
    };
}
