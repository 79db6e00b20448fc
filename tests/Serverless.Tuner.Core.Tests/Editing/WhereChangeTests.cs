using System.Text;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Tests.Studies;
using StudyFile = Serverless.Tuner.Core.Tests.Studies.StudyFile;

namespace Serverless.Tuner.Core.Tests.Editing;

/// <summary>Studies whose <c>where</c> changes while they run.</summary>
public sealed class WhereChangeTests
{
    private const string Space = """{"a": [1, 64, "int"], "b": [1, 64, "int"], "x": [0, 1], "kind": {"categorical": ["p", "q"]}}""";

    [Theory]
    [InlineData("tpe")]
    [InlineData("auto")]
    [InlineData("random")]
    [InlineData("nsga2")]
    public void Where_AddedReplacedAndRemoved_IsKeptFromThenOn(string sampler)
    {
        var play = Start(sampler);
        for (var n = 0; n < 80; n++)
        {
            if (n == 20) Edit(play, """{"where": ["b<=a"]}""");
            if (n == 40) Edit(play, """{"where": ["a * x <= 20", "a <= b"]}""");
            if (n == 60) Edit(play, """{"where": []}""");
            Step(play, n);
        }

        Assert.Equal(["b <= a"], play.Study.Edits[0].Where!);
        Assert.Equal([20, 40, 60], play.Study.Edits.Select(e => e.FromTrial));
        Assert.All(play.Trials, t => Assert.True(IsKept(t), $"{t.Number}"));
        // Before the change, and after it was taken back, the sampler goes where it must not between them.
        Assert.Contains(play.Trials.Take(20), t => A(t) < B(t));
        Assert.Contains(play.Trials.Skip(60), t => A(t) > B(t) || A(t) * X(t) > 20);
        Assert.Null(SpaceEditing.WhereOf(play.Study));
        Assert.All(play.Trials, t => Assert.True(play.Replay(t.Number).Same, $"{t.Number}"));

        static bool IsKept(Trial t) => t.Number switch
        {
            >= 20 and < 40 => B(t) <= A(t),
            >= 40 and < 60 => A(t) <= B(t) && A(t) * X(t) <= 20 + 1e-9,
            _ => true,
        };
    }

    /// <summary>What breaks it would have the sampler look near it for points that it must not suggest.</summary>
    [Fact]
    public void Where_Added_LearnsFromTheTrialsThatKeepIt()
    {
        var play = Start("tpe");
        for (var n = 0; n <= 40; n++)
        {
            if (n == 40) Edit(play, """{"where": ["b <= a"]}""");
            play.Advance();
            if (n < 40) play.Complete(n, Loss(play.Trials[n]));
        }

        var keeping = play.Trials.Take(40).Count(t => B(t) <= A(t));
        Assert.InRange(keeping, 5, 39);
        Assert.Equal(keeping, play.Trials[40].Origin!.Note!.LearntFrom);
        var result = StudyResult.Of(play.Study, play.Trials, SearchSpace.Of(play.Study.Spec));
        Assert.Equal(play.Trials.Take(40).Where(t => B(t) <= A(t)).MinBy(Loss)!.Number, result.Trial);
    }

    [Fact]
    public void Where_WhatCannotHoldInTheChangedSpace_IsToldAllAtOnceAndChangesNothing()
    {
        var play = Start("tpe");
        var before = play.Study;
        var errors = Ask(play, """
            {"searchSpace": {"a": [1, 8, "int"], "x": {"uniform": [0, 2], "oldValue": 1}},
            "exclude": [{"none": 1}], "where": ["a > 8", "c <= a", "kind < 1", "b <", "b <= a", "x > 1.5"]}
            """).Errors;
        Assert.Equal(
            [
                "/searchSpace/x/oldValue: is for a new parameter only: of this one each trial has its own value",
                "/exclude/0/none: is not a parameter of the search space",
                "/where/3: ends at column 4, where a number, a parameter or ( is to stand",
                "/where/0: holds for no point of the search space: a > 8",
                "/where/1: column 1: 'c' is not a parameter of the search space; did you mean 'a'?",
                "/where/2: column 1: 'kind' is categorical: its choices have no order; an ordinal of numbers has one",
            ],
            errors.Select(e => $"{e.Pointer}: {e.Detail}"));
        Assert.Same(before, play.Study);
    }

    [Theory]
    [InlineData("""{"where": "a <= b"}""")]
    [InlineData("""{"where": [5]}""")]
    public void Where_ThatIsNoListOfTexts_IsRefused(string json) =>
        Assert.StartsWith(
            "/where", Assert.Single(ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json)).Errors).Pointer, StringComparison.Ordinal);

    [Fact]
    public void Where_WithConditionsThatGoInACircle_IsStillChecked() => Assert.Equal(
        ["/searchSpace/x/when", "/searchSpace/kind/when", "/where/0"],
        Ask(Start("tpe"), """
            {"searchSpace": {"x": {"uniform": [0, 1], "when": {"kind": ["p"]}}, "kind": {"kind": "categorical", "choices": ["p", "q"],
            "when": {"x": [0.5]}}}, "where": ["c <= 1"]}
            """).Errors.Select(e => e.Pointer));

    [Fact]
    public void Where_MoreThanAStudyMayHave_IsRefused()
    {
        var many = new ExtendRequest { Where = [.. Enumerable.Repeat("a <= b", 101)] };
        Assert.Equal("/where", Assert.Single(Start("tpe").Edit(many).Errors).Pointer);
    }

    [Fact]
    public void Where_OfAnOpenSpace_IsRefused()
    {
        var play = new StudyPlay(StudyFile.Spec("""{"name": "s", "objective": {"kind": "external"}, "searchSpace": "open"}"""));
        Assert.Equal("/where", Assert.Single(Ask(play, """{"where": ["a <= b"]}""").Errors).Pointer);
    }

    [Fact]
    public void Where_AskedForAgain_ChangesNothing()
    {
        var play = Start("tpe", """ "where": ["a <= b", "x < 0.5"],""");
        Edit(play, """{"where": ["x<0.5", "a<=b"]}""");
        Assert.Empty(play.Study.Edits);
        Edit(play, """{"where": []}""");
        Edit(play, """{"where": []}""");
        Assert.Single(play.Study.Edits);
    }

    [Fact]
    public void Where_PointsThatWaitAndBreakIt_AreDropped_AndNoneIsEnqueued()
    {
        var play = Start("tpe", """ "enqueue": [{"a": 2, "b": 9}, {"a": 9, "b": 2}, {"x": 0.5}],""");
        Edit(play, """{"where": ["b <= a"]}""");
        Assert.Equal(2, Assert.Single(play.Study.Edits[0].Dropped!)["a"].AsInt());
        Assert.Equal(2, play.Study.Queue.Count);
        Assert.Equal("/points/0", Assert.Single(Enqueueing.Enqueue(play.Study, new EnqueueRequest
        {
            Points = [new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of(1), ["b"] = ParameterValue.Of(2) }],
        }).Errors).Pointer);
    }

    /// <summary>An expression that was not asked to be changed has to have a sense in the space that was.</summary>
    [Theory]
    [InlineData("""{"a": [1, 8, "int"], "b": [9, 64, "int"]}""", "leaves no point that keeps b <= a")]
    [InlineData("""{"size": {"ordinal": ["small", "large"]}}""", "leaves the study's where without sense")]
    public void Space_ThatLosesWhatTheWhereNeeds_IsRefusedUnlessItIsChangedToo(string space, string detail)
    {
        var play = Start("tpe", more: "", """{"a": [1, 64, "int"], "b": [1, 64, "int"], "size": {"ordinal": [1, 2, 3]}}""");
        Edit(play, """{"where": ["b <= a", "size <= a"]}""");
        var error = Assert.Single(Ask(play, $$"""{"searchSpace": {{space}}}""").Errors);
        Assert.Equal("/searchSpace", error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
        Edit(play, $$"""{"searchSpace": {{space}}, "where": []}""");
        Assert.Equal(2, play.Study.Edits.Count);
    }

    /// <summary>The file that started it starts the same study still; a copy keeps what the study keeps now.</summary>
    [Fact]
    public void Where_AfterAChange_IsThatOfTheCopy_AndNotOfTheFile()
    {
        var play = Start("tpe", """ "where": ["a <= b"],""");
        Edit(play, """{"where": ["b <= a"]}""");
        var (file, errors) = StudyCopy.Compose(SpaceEditing.SpecNow(play.Study), """{"name": "copy"}"""u8.ToArray());
        Assert.Empty(errors);
        Assert.Equal(["b <= a"], StudyFile.Spec(Encoding.UTF8.GetString(file!)).Where!);
        Assert.Equal(["a <= b"], SpaceEditing.FirstSpecOf(play.Study).Where!);
        Edit(play, """{"where": []}""");
        Assert.Null(SpaceEditing.SpecNow(play.Study).Where);
    }

    [Fact]
    public void Where_DeterministicStudy_EndsWhenWhatIsLeftWasTried()
    {
        var play = Start(
            "tpe", """ "deterministic": true,""", """{"a": [1, 6, "int"], "b": [1, 6, "int"]}""");
        for (var n = 0; n < 36 && play.Study.State == StudyState.Running; n++)
        {
            if (n == 10) Edit(play, """{"where": ["a + b <= 5"]}""");
            play.Advance();
            if (play.Trials.Count > n) play.Complete(n, n);
        }

        Assert.Equal(StopReason.Exhausted, play.Study.StopReason);
        Assert.Equal(
            10, play.Trials.Select(t => (A(t), B(t))).Distinct().Count(p => p.Item1 + p.Item2 <= 5));
        Assert.All(play.Trials.Skip(10), t => Assert.InRange(A(t) + B(t), 2, 5));
    }

    [Fact]
    public void Where_ThatRestrictsNothing_IsRemarkedOn()
    {
        var play = Start("tpe");
        var request = ExtendRequestReader.Read("""{"where": ["a >= 1", "a <= b"]}"""u8.ToArray()).Request!;
        Assert.Empty(play.Edit(request).Errors);
        Assert.Equal(
            "Every point of the search space keeps a >= 1: it restricts nothing.",
            Assert.Single(SpaceEditing.Remarks(play.Study, request)));
    }

    /// <summary>Where the ranges that earlier studies had their best in have no point that keeps it, the whole ones count.</summary>
    [Fact]
    public void Where_ThatNoLearnedRangeKeeps_LeavesTheDeclaredSpace()
    {
        var play = Start("tpe");
        ParameterSpec[] learned = [play.Study.Spec.SearchSpace[0] with { High = 4 }, play.Study.Spec.SearchSpace[1] with { Low = 40 }];
        var warm = new WarmStartState { From = [], Learned = learned };
        Assert.Equal((1L, 4L), RangeOf(WarmStarts.SpaceOf(play.Study.Spec, warm, play.Study.Edits)));
        Edit(play, """{"where": ["a <= b"]}""");
        Assert.Equal((1L, 4L), RangeOf(WarmStarts.SpaceOf(play.Study.Spec, warm, play.Study.Edits)));
        Edit(play, """{"where": ["b <= a"]}""");
        Assert.Equal((1L, 64L), RangeOf(WarmStarts.SpaceOf(play.Study.Spec, warm, play.Study.Edits)));

        static (long Low, long High) RangeOf(SearchSpace space) =>
            space.Parameters.OfType<IntParameter>().Where(p => p.Name == "a").Select(p => (p.Low, p.High)).Single();
    }

    private static long A(Trial trial) => trial.Parameters["a"].AsInt();

    private static long B(Trial trial) => trial.Parameters["b"].AsInt();

    private static double X(Trial trial) => trial.Parameters["x"].AsDouble();

    private static double Loss(Trial trial) => Math.Abs(A(trial) - 40) + Math.Abs(B(trial) - 30) + X(trial);

    private static void Step(StudyPlay play, int n)
    {
        play.Advance();
        play.Complete(n, Loss(play.Trials[n]));
    }

    private static StudyPlay Start(string sampler, string more = "", string space = Space) => new(StudyFile.Spec($$"""
        {"name": "s", "objective": {"command": ["run"]}, "trials": 100, "seed": 3, "parallelism": 1, "sampler": "{{sampler}}", {{more}}
        "searchSpace": {{space}}}
        """));

    private static Core.Studies.StudyChange Ask(StudyPlay play, string json) =>
        play.Edit(ExtendRequestReader.Read(Encoding.UTF8.GetBytes(json)).Request!);

    private static void Edit(StudyPlay play, string json) => Assert.Empty(Ask(play, json).Errors);
}
