using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Studies;
using Study = Serverless.Tuner.Core.Studies.Study;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>What webhooks are to be told of a change of a study, and when each is told again.</summary>
public sealed class NoticesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Study s_before = StudyMachine.Create(
        StudyFile.Spec(StudyFile.With("\"trials\": 9, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.1}")) with
        {
            Notify =
            [
                new NotifySpec { Url = "https://a", On = [NotifyEvent.Improved, NotifyEvent.Failed, NotifyEvent.Budget80] },
                new NotifySpec { Url = "https://b", On = [NotifyEvent.Ended] },
            ],
        },
        "run1", DateTimeOffset.UnixEpoch) with
    { Id = new Guid("00112233-4455-6677-8899-aabbccddeeff") };

    [Fact]
    public void Added_StudyEndsWithAnError_TellsEachWebhookWhatItIsOnFor()
    {
        var after = s_before with
        {
            State = StudyState.Ended,
            StopReason = StopReason.Error,
            Error = "singular",
            Best = BestOf(3, 0.5),
            Complete = 4,
            Failed = 1,
            Spent = new Money(900_000),
        };

        var notices = Notices.Added(s_before, after, s_now).Notices;

        const string id = "00112233445566778899aabbccddeeff_";
        Assert.Equal(
            [
                (id + "improved3_0", 0, NotifyEvent.Improved, null),
                (id + "budget1000000_0", 0, NotifyEvent.Budget80, null),
                (id + "failedrun1_0", 0, NotifyEvent.Failed, StopReason.Error),
                (id + "endedrun1_1", 1, NotifyEvent.Ended, StopReason.Error),
            ],
            notices.Select(n => (n.Id, n.Target, n.Event, n.StopReason)));
        Assert.All(
            notices,
            n => Assert.Equal(
                (s_now, s_now, "singular", 3, 0.5, 5, 900_000, 0),
                (n.At, n.DueAt, n.Error, n.Best!.Value, n.BestValue!.Value, n.Ended, n.Spent.Micro, n.Tries)));
    }

    [Theory]
    [InlineData(StopReason.Trials, false)]
    [InlineData(StopReason.Budget, false)]
    [InlineData(StopReason.Failures, true)]
    [InlineData(StopReason.Error, true)]
    public void Added_StudyEnds_HasFailedOnlyForErrorsAndFailures(StopReason reason, bool hasFailed)
    {
        var notices = Notices.Added(s_before, s_before with { State = StudyState.Ended, StopReason = reason }, s_now).Notices;

        Assert.Equal(
            hasFailed ? [NotifyEvent.Failed, NotifyEvent.Ended] : [NotifyEvent.Ended], notices.Select(n => n.Event));
    }

    [Fact]
    public void Added_NothingToTell_IsTheSameStudy()
    {
        var running = s_before with { Complete = 1, Best = BestOf(0, 1) };
        var ended = s_before with { State = StudyState.Ended, StopReason = StopReason.Error };
        var unheard = s_before with { Spec = s_before.Spec with { Notify = null } };

        AssertNothing(running, running with { Complete = 2 });
        AssertNothing(ended, ended with { Revision = 1 });
        AssertNothing(ended, ended with { State = StudyState.Running, StopReason = null });
        AssertNothing(running, running with { StopReason = StopReason.Failures });
        AssertNothing(s_before, s_before);
        AssertNothing(unheard, unheard with { State = StudyState.Ended, Best = BestOf(0, 1) });

        static void AssertNothing(Study before, Study after) => Assert.Same(after, Notices.Added(before, after, s_now));
    }

    [Fact]
    public void Added_BetterTrial_IsToldOncePerTrial()
    {
        var first = Notices.Added(s_before, s_before with { Best = BestOf(0, 2) }, s_now);
        var second = Notices.Added(first, first with { Best = BestOf(5, 1) }, s_now);

        Assert.Equal([0, 5], second.Notices.Select(n => n.Best!.Value));
        Assert.Equal([2.0, 1.0], second.Notices.Select(n => n.BestValue!.Value));
    }

    [Theory]
    [InlineData(799_999, false)]
    [InlineData(800_000, true)]
    [InlineData(1_200_000, true)]
    public void Added_FourFifthsOfTheMoneySpent_IsToldWhenItIsCrossed(long spent, bool isTold)
    {
        var after = Notices.Added(s_before, s_before with { Spent = new Money(spent) }, s_now);
        var later = Notices.Added(after, after with { Spent = new Money(spent + 1), Complete = 1 }, s_now);

        Assert.Equal(isTold ? [NotifyEvent.Budget80] : [], after.Notices.Select(n => n.Event));
        Assert.Single(later.Notices);
    }

    [Fact]
    public void Added_LimitExtended_IsToldAgainOfTheNewOne()
    {
        var spent = s_before with { Spent = new Money(900_000) };
        var extended = StudyExtension.Extend(spent, new ExtendRequest { LimitUsd = 2 }).Study!;

        Assert.Empty(Notices.Added(spent, extended, s_now).Notices);
        Assert.EndsWith(
            "_budget2000000_0", Assert.Single(Notices.Added(extended, extended with { Spent = new Money(1_600_000) }, s_now).Notices).Id,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Added_MoreThanAreKept_DropsTheOldest()
    {
        var full = s_before with { Notices = [.. Enumerable.Range(0, 200).Select(i => NoticeOf($"n{i}", s_now))] };

        var notices = Notices.Added(full, full with { Best = BestOf(7, 1) }, s_now).Notices;

        Assert.Equal((200, "n1"), (notices.Count, notices[0].Id));
        Assert.EndsWith("_improved7_0", notices[^1].Id, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_DueNotices_AreTakenAndNobodyElseSendsThemMeanwhile()
    {
        var later = NoticeOf("later", s_now + TimeSpan.FromTicks(1));
        var study = s_before with { Notices = [NoticeOf("early", s_now - TimeSpan.FromHours(1)), later, NoticeOf("now", s_now)] };

        var (taken, due) = Notices.Take(study, s_now);

        Assert.Equal(["early", "now"], due.Select(n => n.Id));
        Assert.Equal(
            [("early", 1, s_now + TimeSpan.FromMinutes(1)), ("later", 0, later.DueAt), ("now", 1, s_now + TimeSpan.FromMinutes(1))],
            taken.Notices.Select(n => (n.Id, n.Tries, n.DueAt)));
        var (same, none) = Notices.Take(taken, s_now);
        Assert.Same(taken, same);
        Assert.Empty(none);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(20, 60)]
    public void Take_SentInVain_WaitsTwiceAsLongUpToAnHour(int tries, int minutes)
    {
        var (taken, _) = Notices.Take(s_before with { Notices = [NoticeOf("n", s_now) with { Tries = tries }] }, s_now);

        Assert.Equal((tries + 1, s_now + TimeSpan.FromMinutes(minutes)), (taken.Notices[0].Tries, taken.Notices[0].DueAt));
    }

    [Fact]
    public void Without_Delivered_KeepsTheOthers()
    {
        var study = s_before with { Notices = [NoticeOf("a", s_now), NoticeOf("b", s_now)] };

        Assert.Equal(["b"], Notices.Without(study, new HashSet<string> { "a", "x" }).Notices.Select(n => n.Id));
        Assert.Same(study, Notices.Without(study, new HashSet<string> { "x" }));
    }

    private static Notice NoticeOf(string id, DateTimeOffset at) => new(id, 0, NotifyEvent.Improved, at);

    private static BestTrial BestOf(int number, double value) => new(number, value, new Dictionary<string, ParameterValue>());
}
