using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What keeps a study that has ended from going on, in words.</summary>
public sealed class ContinuationTests
{
    private static readonly DateTimeOffset s_created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Study s_ended = StudyMachine.Create(
        StudyFile.Spec(StudyFile.With("\"trials\": 3, \"timeoutSeconds\": 60, \"budget\": {\"limitUsd\": 1, \"usdPerHour\": 1}")), "run",
        s_created) with
    { State = StudyState.Ended, StopReason = StopReason.Requested, NextNumber = 2, Complete = 2 };

    public static TheoryData<string, string?> Obstacles => new()
    {
        { "target", "Study 's' has reached its target." },
        { "exhausted", "Study 's' has tried every point of its search space that may be tried." },
        { "trials", "All 3 trials of study 's' have ended." },
        { "time", "The time of study 's' is over." },
        { "budget", "Nothing more fits into the budget of study 's'." },
        { "money", "Nothing more fits into the budget of study 's'." },
        { "moneyLeft", null },
        { "requested", null },
    };

    [Theory, MemberData(nameof(Obstacles))]
    public void Obstacle_OfAStudy_IsASentence(string what, string? expected)
    {
        var (study, now) = what switch
        {
            "target" => (s_ended with { StopReason = StopReason.Target }, s_created),
            "exhausted" => (s_ended with { StopReason = StopReason.Exhausted }, s_created),
            "trials" => (s_ended with { Complete = 3 }, s_created),
            "time" => (s_ended, s_created + TimeSpan.FromSeconds(60)),
            "budget" => (s_ended with { StopReason = StopReason.Budget }, s_created),
            "money" => (s_ended with { Spent = new Money(1_000_000) }, s_created),
            "moneyLeft" => (s_ended with { Spent = new Money(999_999) }, s_created),
            _ => (s_ended, s_created + TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1)),
        };

        Assert.Equal(expected, Continuation.Obstacle(study, now));
        // Trials that ended after it did are counted first, whatever else stands in the way.
        Assert.Null(Continuation.Obstacle(study with { Open = [new OpenTrial(2, Money.Zero)] }, now));
    }

    [Fact]
    public void Command_MoreTrialsThanTheSpecAskedFor_GoesOnAfterThem() =>
        Assert.Equal(
            "tuner study extend s --trials 6",
            Continuation.Command(s_ended with { NextNumber = 5, Complete = 5 }, s_created));

    [Theory]
    [InlineData(StopReason.Requested, "stopped")]
    [InlineData(StopReason.Timeout, "study timeout")]
    [InlineData(StopReason.Target, "target reached")]
    [InlineData(StopReason.Plateau, "plateau reached")]
    [InlineData(StopReason.Failures, "too many failures")]
    [InlineData(StopReason.Budget, null)]
    [InlineData(StopReason.Error, null)]
    public void Interruption_OfTrialsThatRun_SaysWhyTheStudyEnds(StopReason reason, string? expected)
    {
        var study = s_ended with { State = StudyState.Running, StopReason = reason };

        Assert.Equal(expected, study.Interruption);
        Assert.Equal(
            $"Study 's' is ending ({expected ?? "its running trials end"}); it starts nothing more, there is nothing to pause.",
            StudyRequests.Pause(study).Conflict);
    }
}
