using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

public sealed class EnqueueingTests
{
    private const string Space = """
        "searchSpace": [
            {"name": "model", "kind": "categorical", "choices": ["tree", "net"]},
            {"name": "lr", "kind": "float", "low": 0.001, "high": 1, "log": true, "when": {"model": ["net"]}},
            {"name": "size", "kind": "int", "low": 1, "high": 9}]
        """;

    [Fact]
    public void Advance_DefaultsThenEnqueued_ComeFirst()
    {
        var play =
            new StudyPlay(
                Spec(
                    "\"trials\": 9, \"defaults\": {\"model\": \"net\", \"size\": 3.0}, \"enqueue\": [{\"lr\": 1, \"model\": \"net\"}, "
                    + "{\"size\": 8}]"));
        for (var number = 0; number < 5; number++)
        {
            play.Advance();
            play.Complete(number, number);
        }

        Assert.Equal([true, true, true, false, false], play.Trials.Select(t => t.Enqueued));
        Assert.Equal(("net", 3L), (play.Trials[0].Parameters["model"].ToString(), play.Trials[0].Parameters["size"].AsInt()));
        Assert.Equal(ParameterValue.Of(1.0), play.Trials[1].Parameters["lr"]);
        Assert.Equal(8, play.Trials[2].Parameters["size"].AsInt());
        Assert.All(play.Trials, t => Testing.Study.AssertInSpace(SearchSpace.Of(play.Study.Spec), t.Parameters));
    }

    [Fact]
    public void Advance_PointsInOneWave_AreAllTaken()
    {
        var play = new StudyPlay(Spec("\"trials\": 4, \"parallelism\": 4, \"enqueue\": [{\"size\": 1}, {\"size\": 2}, {\"size\": 3}]"));
        play.Advance();
        Assert.Equal([1, 2, 3], play.Trials.Take(3).Select(t => t.Parameters["size"].AsInt()));
        Assert.Equal(3, play.Study.StartPointsTaken);
    }

    [Fact]
    public void Advance_PointThatTheMoneyDoesNotReach_IsNotLostFromTheQueue()
    {
        var play =
            new StudyPlay(
                Spec("\"trials\": 9, \"budget\": {\"limitUsd\": 1, \"usdPerTrial\": 0.6}, \"enqueue\": [{\"size\": 1}, {\"size\": 2}]"));
        play.Advance();
        play.Complete(0, 1, 600_000);
        Assert.Equal(StopReason.Budget, play.Advance().Ended);
        Assert.Equal(1, play.Study.StartPointsTaken);
    }

    [Fact]
    public void Of_DefaultsOfConditionalParametersOnly_AreNoStartPoint()
    {
        var spec = Spec("\"defaults\": {\"lr\": 0.1, \"elsewhere\": 5}");
        Assert.Empty(StartPoints.Of(spec, SearchSpace.Of(spec)));
    }

    [Theory]
    [InlineData("\"enqueue\": []", "/enqueue")]
    [InlineData("\"enqueue\": [{}]", "/enqueue/0")]
    [InlineData("\"enqueue\": [3]", "/enqueue/0")]
    [InlineData("\"enqueue\": [{\"size\": 1}, {\"size\": 10}]", "/enqueue/1/size")]
    [InlineData("\"enqueue\": [{\"size\": 1.5}]", "/enqueue/0/size")]
    [InlineData("\"enqueue\": [{\"model\": \"line\"}]", "/enqueue/0/model")]
    [InlineData("\"enqueue\": [{\"depth\": 1}]", "/enqueue/0/depth")]
    [InlineData("\"enqueue\": [{\"size\": 2}], \"fixed\": {\"size\": 3}", "/enqueue/0/size")]
    [InlineData("\"defaults\": {\"size\": 99, \"lr\": 99}", "/defaults/size")]
    [InlineData("\"deterministic\": 1", "/deterministic")]
    public void Parse_BadPoint_PointsAtIt(string members, string pointer) =>
        Assert.Equal([pointer], StudyFile.Pointers(StudyFile.With($"{members}, {Space}")));

    [Fact]
    public void Enqueue_MoreThanAStudyHolds_IsRefused()
    {
        var study = StudyMachine.Create(Spec(""), "run", DateTimeOffset.UnixEpoch);
        var point = new Dictionary<string, ParameterValue> { ["size"] = ParameterValue.Of(1L) };
        var full = Enqueueing.Enqueue(study, new EnqueueRequest { Points = [.. Enumerable.Repeat(point, 999)] }).Study!;
        Assert.Equal(
            ("/points", "would make 1001 points wait, of which a study holds 1000; 999 wait already"),
            Refusal(full, point, point));
        Assert.NotNull(Enqueueing.Enqueue(full, new EnqueueRequest { Points = [point] }).Study);

        // The row holds {"text":"…"} in a list.
        var length = Enqueueing.MaxCharacters - "[{\"text\":\"\"}]".Length;
        Assert.NotNull(Enqueueing.Enqueue(study, new EnqueueRequest { Points = [Wide(length)] }).Study);
        Assert.Equal(
            ("/points", "would make the waiting points larger than 131072 characters, the most that a study's row holds"),
            Refusal(study, Wide(length + 1)));

        static Dictionary<string, ParameterValue> Wide(int length) => new() { ["text"] = ParameterValue.Of(new string('x', length)) };

        static (string, string) Refusal(Serverless.Tuner.Core.Studies.Study study, params Dictionary<string, ParameterValue>[] points)
        {
            var change = Enqueueing.Enqueue(study, new EnqueueRequest { Points = points });
            Assert.Null(change.Study);
            var error = Assert.Single(change.Errors);
            return (error.Pointer, error.Detail);
        }
    }

    [Fact]
    public void Enqueue_RequestsWithKeys_AreKnownAgainAsFarAsTheyAreKept()
    {
        var study = StudyMachine.Create(Spec(""), "run", DateTimeOffset.UnixEpoch);
        var request = new EnqueueRequest { Points = [new Dictionary<string, ParameterValue> { ["size"] = ParameterValue.Of(1L) }] };
        for (var i = 0; i < 66; i++) study = Enqueueing.Enqueue(study, request, $"k{i}").Study!;

        Assert.Equal(Enumerable.Range(2, 64).Select(i => $"k{i}"), study.EnqueueRequests);
        Assert.Same(study, Enqueueing.Enqueue(study, request, "k2").Study);
        var unnamed = Enqueueing.Enqueue(study, request).Study!;
        Assert.Equal((67, study.EnqueueRequests), (unnamed.Queue.Count, unnamed.EnqueueRequests));
    }

    private static StudySpec Spec(string members) =>
        StudyFile.Spec(StudyFile.With($"{(members.Length == 0 ? "" : members + ",")} {Space}"));
}
