using System.Text;
using Serverless.Tuner.Core.Origins;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;

namespace Serverless.Tuner.Core.Tests.Origins;

/// <summary>What is said of why a trial was chosen is what was known then.</summary>
public sealed class ExplanationTests
{
    private const string Space = """{"x": [0, 1], "y": [0, 1], "kind": {"categorical": ["a", "b"]}}""";

    [Fact]
    public void Of_DefaultsEnqueuedAndSuggested_SaysWhereThePointCameFrom()
    {
        var play = Start(""" "defaults": {"x": 0.5, "y": 0.5, "kind": "a"}, "enqueue": [{"x": 0.25}],""");
        Complete(play, 3);

        var (first, second, third) = (Of(play, 0), Of(play, 1), Of(play, 2));
        Assert.Equal(("default", "enqueued", "suggested"), (first.Kind, second.Kind, third.Kind));
        Assert.Equal((null, null, "start"), (first.Method, second.Method, third.Method));
        Assert.StartsWith("It is the point of the study's defaults", first.Sentences[0], StringComparison.Ordinal);
        Assert.Contains("That asked for x; the sampler added the rest.", second.Sentences[0], StringComparison.Ordinal);
        Assert.Contains("one of its first points", third.Sentences[0], StringComparison.Ordinal);
        Assert.All([first, second, third], view => Assert.Contains("seed is 5", view.Sentences[0], StringComparison.Ordinal));
        Assert.Equal("Its whole point was asked for; there is nothing to compute.", play.Replay(0).Result);
        Assert.True(play.Replay(1).Same);
    }

    [Theory, InlineData("tpe", 10), InlineData("gp", 8)]
    public void Of_SamplerWithAModel_SaysWhatItLearntFromAndExpected(string sampler, int most)
    {
        var play = Start($""" "sampler": "{sampler}",""");
        Complete(play, 30);

        Assert.Equal("start", Of(play, most - 1 - (most / 2)).Method);
        var view = Of(play, 29);
        Assert.Equal((sampler, 29, 29), (view.Method, view.LearntFrom, view.Ended));
        Assert.True(view.AcquisitionValue is not null);
        Assert.Contains(view.Sentences, s => s.Contains("by " + sampler + ", from a model of 29 trials", StringComparison.Ordinal));
        Assert.Contains(view.Sentences, s => s.StartsWith("Of the points that were looked at", StringComparison.Ordinal));
        if (sampler != "gp") return;
        // The function is smooth: after 29 trials of it the model knows it.
        Assert.InRange(view.PredictedValues![0] - play.Trials[29].Outcome.Values![0], -0.1, 0.1);
        Assert.True(view.PredictedDeviations![0] > 0);
        Assert.Contains(view.Sentences, s => s.StartsWith("The model expected value", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_TrialsSideBySide_SaysWhichHadEndedAndWhichRan()
    {
        var play = Start(parallelism: 4);
        play.Advance();
        play.Complete(0, 1);
        play.Complete(2, 2);
        play.Advance();

        Assert.Equal([0, 0, 0, 0, 4, 4], Enumerable.Range(0, 6).Select(n => Of(play, n).SuggestedWith));
        var view = Of(play, 5);
        Assert.Equal(2, view.Ended);
        Assert.Equal([1, 3], view.Open);
        Assert.Contains(
            "It was chosen when 2 trials had ended and 2 more were running or waiting (1,3), and after 1 trial from 4 on, suggested in the "
            + "same step.", view.Sentences);
        Assert.Contains("It was chosen when 0 trials had ended and none was running.", Of(play, 0).Sentences);
    }

    [Fact]
    public void Of_StudyWithABudget_SaysWhatWasExpectedAndSetAside()
    {
        var play = Start(""" "budget": {"limitUsd": 0.01, "reported": true},""");
        for (var n = 0; n < 6; n++)
        {
            play.Advance();
            play.Complete(n, n, cost: 1_000);
        }

        var view = Of(play, 5);
        Assert.Equal(0.5, view.SpentShare!.Value, 1e-9);
        Assert.Equal((0.001m, 0.001m), (view.PredictedCostUsd, view.ReservedUsd));
        Assert.Contains("It was expected to cost $0.001; $0.001 was set aside for it.", view.Sentences);
        Assert.Contains(view.Sentences, s => s.EndsWith("50 % of the money was spent or promised.", StringComparison.Ordinal));
        Assert.Null(Of(Started(3), 2).SpentShare);
    }

    [Fact]
    public void Of_PointInAnExcludedRegion_SaysThatAnotherTookItsPlace()
    {
        // So little is left that the sampler does not always come upon it, often as it draws.
        var play = Start(space: """{"x": {"kind": "int", "low": 0, "high": 99999}, "y": {"categorical": [1]}}""", sampler: "random");
        Edit(play, """{"exclude": [{"x": [0, 99900]}]}""");
        Complete(play, 20);

        Assert.All(play.Trials, t => Assert.InRange(t.Parameters["x"].AsInt(), 99_901, 99_999));
        Assert.InRange(play.Trials.Count(t => Of(play, t.Number).Replaced), 2, 18);
        Assert.All(play.Trials, t => Assert.Equal(
            Of(play, t.Number).Replaced, Of(play, t.Number).Sentences.Any(s => s.Contains("took its place", StringComparison.Ordinal))));
        Assert.All(play.Trials, t => Assert.Equal(1, Of(play, t.Number).SpaceRevision));
    }

    [Fact]
    public void Of_AnyTrial_TellsTheNearestOfTheBestThatWereKnownThen()
    {
        var play = Started(40);
        play.Hide(Best(play));
        Complete(play, 10);

        foreach (var number in (int[])[20, 45])
        {
            var view = Of(play, number);
            var hidden = number > 40 ? play.Study.Edits[0].Hidden : null;
            var good = play.Trials.Take(number).Where(t => t.Number != hidden)
                .OrderBy(t => t.Outcome.Values![0]).ThenBy(t => t.Number).Take(Math.Max(3, number / 10)).ToArray();
            Assert.Equal(3, view.Nearest!.Count);
            Assert.All(view.Nearest, near => Assert.Contains(near.Number, good.Select(t => t.Number)));
            Assert.Equal(view.Nearest.Select(n => n.Distance).Order(), view.Nearest.Select(n => n.Distance));
            Assert.Equal(good.Min(t => Distance(t, play.Trials[number])), view.Nearest[0].Distance, 1e-3);
            Assert.Contains($"is trial {view.Nearest[0].Number} (value", view.Sentences[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_TrialWithoutAnOrigin_SaysThatNothingIsKept()
    {
        var play = Started(3);
        play.Trials[1] = play.Trials[1] with { Origin = null };

        Assert.Contains("did not keep", Assert.Single(Of(play, 1).Sentences), StringComparison.Ordinal);
        Assert.Null(play.Replay(1).Same);
    }

    /// <summary>Of another version of the sampler the answer says so, whether or not the same point comes out.</summary>
    [Fact]
    public void Replay_OfAnotherVersion_SaysSo()
    {
        var play = Started(20);
        play.Trials[15] = play.Trials[15] with { Origin = play.Trials[15].Origin! with { Version = "Serverless.Tuner.Core 0.0.1" } };

        var view = play.Replay(15);

        Assert.True(view.Same);
        Assert.EndsWith("versions may differ.", view.Result, StringComparison.Ordinal);
        Assert.Equal("The same point came out.", play.Replay(14).Result);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("7", "7")]
    [InlineData("3 5 6 7", "3,5-7")]
    [InlineData("0 1 3 4 9", "0-1,3-4,9")]
    public void NumberRanges_OfNumbers_AreReadAsTheSame(string numbers, string? ranges)
    {
        var listed = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();

        Assert.Equal(ranges, NumberRanges.Format(listed));
        Assert.Equal(listed, NumberRanges.Parse(ranges));
    }

    private static ExplanationView Of(StudyPlay play, int number) => Explanation.Of(play.Study, play.Trials, number);

    private static int Best(StudyPlay play) => play.Trials.MinBy(t => t.Outcome.Values![0])!.Number;

    private static double Distance(Core.Studies.Trial a, Core.Studies.Trial b)
    {
        var (x, y) = (Between("x"), Between("y"));
        return Math.Sqrt((x * x) + (y * y) + (a.Parameters["kind"] == b.Parameters["kind"] ? 0 : 1));

        double Between(string name) => a.Parameters[name].AsDouble() - b.Parameters[name].AsDouble();
    }

    private static StudyPlay Started(int trials)
    {
        var play = Start();
        Complete(play, trials);
        return play;
    }

    /// <summary>Trials one after the other, of a function that is least at x = y = 0.4.</summary>
    private static void Complete(StudyPlay play, int count)
    {
        for (var i = 0; i < count; i++)
        {
            play.Advance();
            var (number, p) = (play.Trials[^1].Number, play.Trials[^1].Parameters);
            var x = p["x"].Kind == ParameterValueKind.Int ? 0 : p["x"].AsDouble() - 0.4;
            play.Complete(number, (x * x) + Math.Pow(p["y"].AsDouble() - 0.4, 2));
        }
    }

    private static StudyPlay Start(string more = "", string? space = null, string sampler = "tpe", int parallelism = 1)
    {
        if (!more.Contains("\"sampler\"", StringComparison.Ordinal)) more += $"\"sampler\": \"{sampler}\",";
        var (spec, errors) = StudyFile.Parse($$"""
            {"name": "s", "objective": {"command": ["run"]}, "trials": 100, "seed": 5, "parallelism": {{parallelism}}, {{more}}
            "searchSpace": {{space ?? Space}}}
            """);
        Assert.Empty(errors);
        return new StudyPlay(spec!);
    }

    private static void Edit(StudyPlay play, string json) =>
        Assert.Empty(play.Edit(ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json)).Request!).Errors);
}
