using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What an attempt costs and leaves whose evaluation goes on elsewhere, at 3.6 dollars an hour: a thousand micro-dollars a
/// second.</summary>
public sealed class RemoteAttemptTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_now = s_start + TimeSpan.FromSeconds(10);

    private static readonly Study s_study = StudyMachine.Create(
        StudyFile.Spec(StudyFile.With("\"budget\": {\"limitUsd\": 1, \"usdPerHour\": 3.6, \"reported\": true}")), "run", s_start) with
    { Open = [new OpenTrial(1, new Money(500_000)), new OpenTrial(2, new Money(100_000))] };

    private static readonly Trial s_trial = new()
    {
        Number = 2,
        Parameters = new Dictionary<string, ParameterValue>(),
        Outcome = TrialOutcome.Running,
        Cost = new Money(20_000),
        Reported = new Money(3_000),
        Failures = 1,
        Claim = "claim",
        Host = "host",
        CreatedAt = s_start,
        StartedAt = s_start,
        Callback = new Callback("hash", s_start + TimeSpan.FromHours(1)) { LookAt = s_now, Reports = 4 },
    };

    [Fact]
    public void Money_OfATrial_IsWhatIsSetAsideForItLessWhatIsUsed()
    {
        Assert.Equal((77_000, 3_000), Left(s_trial));
        Assert.Equal((0, 3_000), Left(s_trial with { Number = 7 }));

        static (long, long) Left(Trial trial)
        {
            var money = RemoteAttempt.Money(s_study, trial);
            return (money.Left.Micro, money.Reported.Micro);
        }
    }

    [Theory]
    [InlineData(TrialState.Failed, 2)]
    [InlineData(TrialState.Complete, 1)]
    [InlineData(TrialState.Pruned, 1)]
    public void Ended_Attempt_IsChargedForItsTimeAndWhatItReported(TrialState state, int failures)
    {
        var outcome = new TrialOutcome(state);

        var ended = RemoteAttempt.Ended(s_study, s_trial, outcome, s_now);

        Assert.Equal((outcome, failures, s_now), (ended.Outcome, ended.Failures, ended.EndedAt));
        Assert.Equal((20_000 + 3_000 + 10_000, 0), (ended.Cost.Micro, ended.Reported.Micro));
        Assert.Equal((null, 4), (ended.Callback!.LookAt, ended.Callback.Reports));
        Assert.Equal(23_000, RemoteAttempt.Ended(s_study, s_trial with { StartedAt = null }, outcome, s_now).Cost.Micro);
        Assert.Equal(
            100_000, RemoteAttempt.Ended(s_study, s_trial, outcome, s_now + TimeSpan.FromHours(1)).Cost.Micro);
    }

    [Fact]
    public void GivenBack_Attempt_WaitsForTheNextWithItsCost()
    {
        var retryAt = s_now + TimeSpan.FromMinutes(1);

        var waiting = RemoteAttempt.GivenBack(s_study, s_trial, "answered 500", retryAt, s_now);

        Assert.Equal((TrialState.Waiting, "answered 500", 2), (waiting.State, waiting.Outcome.Reason, waiting.Failures));
        Assert.Equal((null, null, null), (waiting.Claim, waiting.Host, waiting.EndedAt));
        Assert.Equal((33_000, 0), (waiting.Cost.Micro, waiting.Reported.Micro));
        Assert.Equal((null, retryAt), (waiting.Callback!.LookAt, waiting.Callback.RetryAt));
    }
}
