using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What becomes of a study whose advance throws.</summary>
public sealed class StudyFaultTests
{
    [Fact]
    public void FailRun_TenInARow_IsAnErrorThatAResumeForgets()
    {
        var play = new StudyPlay(StudyFile.Spec(StudyFile.With("\"trials\": 9, \"parallelism\": 2")));
        play.Advance();
        for (var i = 1; i < 10; i++) play.FailRun("refused");
        Assert.Equal((StudyState.Running, 9, null), (play.Study.State, play.Study.FailedRuns, play.Study.Error));
        play.FailRun(new string('x', 9_000));

        Assert.Equal((StudyState.Ended, StopReason.Error, play.Now), (play.Study.State, play.Study.StopReason, play.Study.EndedAt));
        Assert.InRange(play.Study.Error!.Length, 1_900, 2_000);
        Assert.Equal([0, 1], play.Study.Open.Select(o => o.Number));
        Assert.Equal("tuner study resume s", Continuation.Command(play.Study, play.Now));
        play.Restart();
        Assert.Equal((StudyState.Running, 0, null), (play.Study.State, play.Study.FailedRuns, play.Study.Error));
        Assert.Equal([0, 1], play.Advance().Start);
    }

    [Fact]
    public void FailRun_TrialThatIsCountedBetween_BeginsAnew()
    {
        var play = new StudyPlay(StudyFile.Spec(StudyFile.With("\"trials\": 9")));
        for (var i = 1; i < 10; i++) play.FailRun("refused");
        play.Advance();
        Assert.Equal(9, play.Study.FailedRuns);
        play.Complete(0, 1);
        play.Advance();
        Assert.Equal(0, play.Study.FailedRuns);
    }

    [Fact]
    public void Advance_TooManyFailures_SaysHowTheLastOneFailed()
    {
        var play = new StudyPlay(StudyFile.Spec(StudyFile.With("\"trials\": 9, \"parallelism\": 2, \"maxFailures\": 2")));
        play.Advance();
        play.Fail(1, "exit code 7");
        play.Now += TimeSpan.FromSeconds(1);
        play.Fail(0, "exit code 3");

        Assert.Equal(StopReason.Failures, play.Advance().Ended);
        Assert.Equal("trial 0 failed: exit code 3", play.Study.Error);
        play.Restart();
        Assert.Null(play.Study.Error);
    }

    private static readonly InvalidOperationException s_fault = new("the matrix is singular");

    [Fact]
    public void Fail_NothingRuns_EndsWithTheErrorAndTheOutcomesThatHadArrived()
    {
        var play = Play("\"trials\": 9, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.1}");
        play.Advance();
        play.Complete(0, value: 5, cost: 100_000);

        var (study, created) = Fail(play);

        Assert.Equal(
            (StudyState.Ended, StopReason.Error, "InvalidOperationException: the matrix is singular"),
            (study.State, study.StopReason, study.Error));
        Assert.Equal((play.Study.Sequence + 1, StopReason.Error, 0), (study.Sequence, study.LastPlan!.Ended, study.LastPlan.Start.Count));
        Assert.Equal((1, 5d, 100_000L, 0L), (study.Complete, study.Best!.Value, study.Spent.Micro, study.Ledger.Reserved.Micro));
        Assert.Equal(play.Now, study.EndedAt);
        Assert.Empty(created);
    }

    [Fact]
    public void Fail_TrialsRun_LetsThemEndByThemselvesAndStartsNothing()
    {
        var play = Play("\"trials\": 9, \"parallelism\": 2, \"plateauTrials\": 5, \"plateauThreshold\": 0.1");
        play.Advance();
        play.Complete(0, value: 5);

        var (study, _) = Fail(play);
        Assert.Equal((StudyState.Running, StopReason.Error, 1, 1), (study.State, study.StopReason, study.Complete, study.Open.Count));
        Assert.Null(study.Interruption);
        Assert.Null(study.LastPlan!.Ended);

        play.Complete(1, value: 3);
        // The sampler throws whenever it is asked: it is not.
        var ended = StudyMachine.Advance(
            study, play.Trials, new AdvanceStep { Sequence = study.Sequence + 1, Running = play.Running, Now = play.Now }, null!,
            null!).Study;
        Assert.Equal((StudyState.Ended, StopReason.Error, 2, 3d), (ended.State, ended.StopReason, ended.Complete, ended.Best!.Value));
        Assert.Equal(study.Error, ended.Error);
    }

    [Fact]
    public void Fail_TrialsCannotBeTold_EndsAtOnceAndLeavesThemOpenForALaterRun()
    {
        var play = Play("\"trials\": 9, \"parallelism\": 3");
        play.Advance();
        play.Complete(0, value: 5);

        var study = Fail(play, play.Trials[..1]).Study;

        Assert.Equal((StudyState.Ended, StopReason.Error, 0), (study.State, study.StopReason, study.Complete));
        Assert.Equal([0, 1, 2], study.Open.Select(o => o.Number));
        Assert.Empty(study.LastPlan!.Start);
    }

    [Fact]
    public void Restart_StudyThatEndedWithAnError_ForgetsIt()
    {
        var play = Play("\"trials\": 9");
        var study = StudyMachine.Restart(Fail(play).Study, "run-1");

        Assert.Equal((StudyState.Running, null, null), (study.State, study.StopReason, study.Error));
    }

    [Fact]
    public void Fail_LongMessage_IsCut()
    {
        var play = Play("\"trials\": 9");

        var study = Fail(play, fault: new InvalidOperationException(new string('x', 100_000))).Study;

        Assert.Equal(TrialOutcome.MaxReasonLength, study.Error!.Length);
    }

    private static AdvanceResult Fail(StudyPlay play, IReadOnlyList<Trial>? trials = null, Exception? fault = null) => StudyMachine.Fail(
        play.Study, trials
            ?? play.Trials, new AdvanceStep { Sequence = play.Study.Sequence + 1, Running = play.Running, Now = play.Now },
            fault ?? s_fault);

    private static StudyPlay Play(string fields) => new(StudyFile.Spec(StudyFile.With(fields)));
}
