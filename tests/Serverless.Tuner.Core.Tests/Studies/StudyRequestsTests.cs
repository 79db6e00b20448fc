using System.Globalization;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class StudyRequestsTests
{
    [Fact]
    public void Pause_StartsNothingMore_AndResumeFillsTheSlots()
    {
        var play = new StudyPlay(Spec("\"trials\": 6, \"parallelism\": 2"));
        play.Advance();
        play.Pause();
        play.Complete(0, 1);
        Assert.Empty(play.Advance().Start);
        play.Complete(1, 1);
        Assert.Empty(play.Advance().Start);
        Assert.Equal((StudyState.Running, null, 2), (play.Study.State, play.Study.StopReason, play.Study.Ended));

        play.Restart();
        Assert.True(play.Study.IsPaused);
        Assert.Empty(play.Advance().Start);

        play.Resume();
        Assert.Equal([2, 3], play.Advance().Start);
    }

    [Fact]
    public void Pause_ThenStop_Ends()
    {
        var play = new StudyPlay(Spec("\"trials\": 6"));
        play.Advance();
        play.Complete(0, 1);
        play.Pause();
        play.Stop();
        Assert.Equal(StopReason.Requested, play.Advance().Ended);
        Assert.False(play.Study.IsPaused);
    }

    [Fact]
    public void Pause_TimeIsOver_EndsAllTheSame()
    {
        var play = new StudyPlay(Spec("\"trials\": 6, \"timeoutSeconds\": 60"));
        play.Pause();
        Assert.Null(play.Advance().Ended);
        play.Now += TimeSpan.FromSeconds(61);
        Assert.Equal(StopReason.Timeout, play.Advance().Ended);
    }

    [Fact]
    public void Pause_StudyThatEndsOrHasEnded_IsRefused()
    {
        var play = new StudyPlay(Spec("\"trials\": 1"));
        play.Advance();
        play.Stop();
        Assert.Equal(
            "Study 's' is ending (stopped); it starts nothing more, there is nothing to pause.", StudyRequests.Pause(play.Study).Conflict);
        Assert.Equal(
            "Study 's' is still ending (stopped); try again when it has.", StudyRequests.Resume(play.Study, "run", play.Now).Conflict);
        play.Complete(0, 1);
        play.Advance();
        Assert.Equal("Study 's' has ended; there is nothing to pause.", StudyRequests.Pause(play.Study).Conflict);
    }

    [Fact]
    public void Cancel_OpenTrial_IsToEndAndNoOther()
    {
        var play = new StudyPlay(Spec("\"trials\": 6, \"parallelism\": 2, \"budget\": {\"limitUsd\": 1, \"usdPerHour\": 1}"));
        play.Advance();
        play.Cancel(1);
        Assert.Equal((null, "cancelled"), (play.Study.InterruptionOf(0), play.Study.InterruptionOf(1)));
        Assert.True(play.ExtendReservation(1, 100));
        play.Restart();
        Assert.Equal("cancelled", play.Study.InterruptionOf(1));
        play.Advance();
        play.End(1, TrialState.Pruned, cost: 50);
        Assert.Equal([2], play.Advance().Start);
        Assert.Equal((1, 50, null), (play.Study.Pruned, play.Study.Spent.Micro, play.Study.InterruptionOf(2)));
    }

    [Fact]
    public void Retry_EndedTrial_IsTriedAgainAsANewOne()
    {
        var play = new StudyPlay(Spec("\"trials\": 6"));
        play.Advance();
        Assert.Equal(
            "Trial 0 of study 's' has not ended; wait until it has, or cancel it first.",
            StudyRequests.Retry(play.Study, play.Trials[0], "a").Conflict);
        play.End(0, TrialState.Failed);
        play.Retry(0, "a");
        play.Retry(0, "a");
        Assert.Equal([1], play.Advance().Start);
        play.Complete(1, 1);
        play.Advance();

        Assert.Equal(play.Trials[0].Parameters, play.Trials[1].Parameters);
        Assert.NotEqual(play.Trials[0].Parameters, play.Trials[2].Parameters);
        play.Retry(1, "b");
        Assert.Single(play.Study.Queue);
    }

    [Fact]
    public void Retry_DeterministicStudy_IsRefused()
    {
        var play = new StudyPlay(Spec("\"trials\": 6, \"deterministic\": true"));
        play.Advance();
        play.Complete(0, 1);
        Assert.Contains("no point is tried twice", StudyRequests.Retry(play.Study, play.Trials[0], "a").Conflict, StringComparison.Ordinal);
    }

    /// <summary>What is said to let a study go on does: it tries the points that wait.</summary>
    [Theory]
    [InlineData("\"trials\": 3", 0, 1, "tuner study extend s --trials 4")]
    [InlineData("\"trials\": 3", 0, 4, "tuner study extend s --trials 7")]
    [InlineData("\"trials\": 9, \"timeoutSeconds\": 60", 20.5, 1, "tuner study extend s --timeout 122")]
    [InlineData("\"trials\": 3, \"timeoutSeconds\": 60", 20.5, 1, "tuner study extend s --trials 4 --timeout 122")]
    [InlineData("\"trials\": 9, \"budget\": {\"limitUsd\": 0.25, \"usdPerTrial\": 0.1}", 0, 1, "tuner study extend s --limit 0.50")]
    [InlineData("\"trials\": 9, \"budget\": {\"limitUsd\": 0.25, \"usdPerTrial\": 0.1}", 0, 5, "tuner study extend s --limit 0.75")]
    [InlineData("\"trials\": 9, \"maxFailures\": 3", 0, 1, "tuner study resume s")]
    [InlineData("\"trials\": 9, \"plateauTrials\": 2", 0, 1, "tuner study resume s")]
    [InlineData("\"trials\": 9, \"target\": 5", 0, 1, null)]
    [InlineData("\"trials\": 9, \"deterministic\": true, \"searchSpace\": {\"x\": {\"categorical\": [0.5, 0.75]}}", 0, 1, null)]
    public void Continuation_Command_LetsTheStudyTryWhatWaits(string members, double secondsEach, int points, string? expected)
    {
        var play = new StudyPlay(Spec(members));
        while (play.Advance().Ended is null)
        {
            var number = Assert.Single(play.Running);
            play.Now += TimeSpan.FromSeconds(secondsEach);
            var fails = play.Study.Spec.MaxFailures is not null;
            play.End(number, fails ? TrialState.Failed : TrialState.Complete, play.Study.Spec.Budget is null ? 0 : 100_000, 5);
        }

        var point = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) };
        play.Enqueue(new EnqueueRequest { Points = [.. Enumerable.Repeat(point, points)] });
        var command = Continuation.Command(play.Study, play.Now);

        Assert.Equal(expected, command);
        if (StudyRequests.Resume(play.Study, "next", play.Now) is { Conflict: { } conflict })
            Assert.EndsWith(command is null ? "It cannot go on." : $"`{command}` lets it go on.", conflict, StringComparison.Ordinal);
        else Assert.Equal("tuner study resume s", command);
        if (command is null) return;

        Follow(play, command);
        for (var i = 0; i < points; i++)
        {
            play.AdvanceFully();
            var trial = play.Trials[Assert.Single(play.Running)];
            Assert.Equal((true, 0.5), (trial.Enqueued, trial.Parameters["x"].AsDouble()));
            play.End(trial.Number, TrialState.Complete, play.Study.Spec.Budget is null ? 0 : 100_000, 5);
        }
    }

    private static void Follow(StudyPlay play, string command)
    {
        var words = command.Split(' ');
        Assert.Equal(["tuner", "study"], words[..2]);
        Assert.Equal("s", words[3]);
        if (words[2] == "extend")
            play.Extend(new ExtendRequest
            {
                Trials = Option("--trials") is { } trials ? int.Parse(trials, CultureInfo.InvariantCulture) : null,
                LimitUsd = Option("--limit") is { } limit ? decimal.Parse(limit, CultureInfo.InvariantCulture) : null,
                TimeoutSeconds = Option("--timeout") is { } timeout ? double.Parse(timeout, CultureInfo.InvariantCulture) : null,
            });
        play.Restart();

        string? Option(string name) => Array.IndexOf(words, name) is >= 0 and var at ? words[at + 1] : null;
    }

    private static StudySpec Spec(string members) => StudyFile.Spec(StudyFile.With(members));
}
