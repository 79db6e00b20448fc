using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Studies;

/// <summary>How points that are asked for become whole ones, and what a sampler is told of the trials.</summary>
public sealed class StartPointsTests
{
    private static readonly SearchSpace s_space = SearchSpace.From(
    [
        Spaces.Choice("model", "tree", "net"),
        Spaces.Float("lr", 0, 1).When("model", ParameterValue.Of("net")),
        Spaces.Int("size", 1, 9),
    ]);

    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_DefaultsThatNoParameterTakes_AreNoStartPoint()
    {
        var spec = StudyFile.Spec(StudyFile.With("\"searchSpace\": {\"size\": [1, 9, \"int\"]}"));

        Assert.Empty(StartPoints.Of(spec with { Defaults = Point(("size", ParameterValue.Of(99L))) }, SearchSpace.Of(spec)));
        Assert.Single(StartPoints.Of(spec with { Defaults = Point(("size", ParameterValue.Of(9L))) }, SearchSpace.Of(spec)));
    }

    [Fact]
    public void Whole_ParameterThatDoesNotExistThen_IsLeftOut()
    {
        var tree = Point(("model", ParameterValue.Of("tree")), ("lr", ParameterValue.Of(0.5)), ("size", ParameterValue.Of(2L)));
        var net = Point(("model", ParameterValue.Of("net")), ("lr", ParameterValue.Of(0.5)), ("size", ParameterValue.Of(2L)));

        Assert.Equal(["model", "size"], StartPoints.Whole(s_space, tree)!.Keys);
        Assert.Equal(["model", "lr", "size"], StartPoints.Whole(s_space, net)!.Keys);
        tree.Remove("lr");
        Assert.Equal(tree, StartPoints.Whole(s_space, tree));
        net.Remove("lr");
        Assert.Null(StartPoints.Whole(s_space, net));
        Assert.Equal(["model", "size"], StartPoints.Complete(s_space, tree, StartPoints.Nothing, 1, 0).Keys);
    }

    [Fact]
    public void Whole_ValueThatTheParameterCannotTake_IsKeptInAnOpenSpaceAlone()
    {
        ParameterSpec[] specs = [Spaces.Int("size", 1, 9)];
        var given = Point(("size", ParameterValue.Of(99L)));

        Assert.Null(StartPoints.Whole(SearchSpace.From(specs), given));
        Assert.Equal(given, StartPoints.Whole(SearchSpace.Open(specs), given));
    }

    [Fact]
    public void Complete_WhatIsNotGiven_IsSuggestedElseDrawn()
    {
        var given = Point(("model", ParameterValue.Of("tree")));
        var suggested = Point(("model", ParameterValue.Of("net")), ("size", ParameterValue.Of(7L)));
        var x = SearchSpace.From([Spaces.Float("x", 0, 1)]);

        Assert.Equal(
            Point(("model", ParameterValue.Of("tree")), ("size", ParameterValue.Of(7L))),
            StartPoints.Complete(s_space, given, suggested, 1, 0));
        // Other draws than those of the random sampler, which are seeded by the same two numbers.
        Assert.NotEqual(
            ParameterScale.Of(x.Parameters[0]).Draw(new TrialRandom(5, 3)),
            StartPoints.Complete(x, StartPoints.Nothing, StartPoints.Nothing, 5, 3)["x"]);
    }

    /// <summary>The sampler suggests one point for ever; a point that is given in part takes another of its completions.</summary>
    [Theory]
    [InlineData(true, new[] { true, true, false, false })]
    [InlineData(false, new[] { true, true, true, false, false, false })]
    public void Advance_PartOfAPointAskedForThrice_IsCompletedToPointsThatWereNotTried(bool isDeterministic, bool[] enqueued)
    {
        var trials = Run(
            "\"enqueue\": [{\"a\": \"x\"}, {\"a\": \"x\"}, {\"a\": \"x\"}], " + Pairs(isDeterministic), trials: 6);

        Assert.Equal(enqueued, trials.Select(t => t.Enqueued));
        Assert.All(trials.Where(t => t.Enqueued), t => Assert.Equal("x", t.Parameters["a"].ToString()));
        string[] others = isDeterministic ? ["p", "q"] : ["p", "q", "p"];
        Assert.Equal(others, trials.Where(t => t.Enqueued).Select(t => t.Parameters["b"].ToString()));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Advance_WholePointAskedForTwice_IsTriedAgainUnlessTheStudyIsDeterministic(bool isDeterministic, int enqueued)
    {
        var trials = Run(
            "\"enqueue\": [{\"a\": \"y\", \"b\": \"q\"}, {\"a\": \"y\", \"b\": \"q\"}], " + Pairs(isDeterministic), trials: 4);

        Assert.Equal(enqueued, trials.Count(t => t.Enqueued));
        Assert.Equal(isDeterministic ? 4 : 3, trials.Select(t => $"{t.Parameters["a"]}{t.Parameters["b"]}").Distinct().Count());
    }

    [Fact]
    public void BringUpToDate_ConstraintThatATrialDoesNotName_IsKeptByACompleteTrialOfAnOpenSpaceAlone()
    {
        var open = StudyFile.Spec("""{"name": "s", "searchSpace": "open", "trials": 9}""");
        var closed = StudyFile.Spec(StudyFile.With("\"constraints\": [\"c\"]"));

        Assert.Equal([0], Sampled(open, TrialOf(TrialState.Complete, null)).Constraints);
        Assert.Equal([double.NaN], Sampled(open, TrialOf(TrialState.Pruned, "median")).Constraints);
        Assert.Equal([double.NaN], Sampled(closed, TrialOf(TrialState.Complete, null)).Constraints);
        var told = TrialOf(TrialState.Complete, null);
        told = told with { Outcome = told.Outcome with { Constraints = new Dictionary<string, double> { ["c"] = 2 } } };
        Assert.Equal([2], Sampled(open, told).Constraints);
    }

    [Theory]
    [InlineData(TrialState.Complete, null, 60, false)]
    [InlineData(TrialState.Pruned, "median", 1, true)]
    [InlineData(TrialState.Pruned, "minReports: 2 of at least 3", 1, false)]
    [InlineData(TrialState.Pruned, "minPredictions: 2 of at least 3", 1, false)]
    [InlineData(TrialState.Failed, "timeout", 60, true)]
    [InlineData(TrialState.Failed, "exit code 1", 59, false)]
    public void BringUpToDate_TrialThatWasCutShort_CostsAtLeastWhatItDid(TrialState state, string? reason, int seconds, bool isCutShort)
    {
        var spec = StudyFile.Spec(StudyFile.With("\"trialTimeoutSeconds\": 60"));
        var trial = TrialOf(state, reason) with { EndedAt = s_start + TimeSpan.FromSeconds(seconds), Cost = new Money(7) };

        var sampled = Sampled(spec, trial);

        Assert.Equal((isCutShort, 7), (sampled.IsCostLowerBound, sampled.Cost.Micro));
        if (state == TrialState.Failed) Assert.False(Sampled(spec with { TrialTimeoutSeconds = null }, trial).IsCostLowerBound);
    }

    private static SampledTrial Sampled(StudySpec spec, Trial trial)
    {
        var history = new SamplerHistory(SearchSpace.Of(spec), spec.Directions, 1) { Constraints = spec.OpenSpace ? ["c"] : null };
        PointSource.BringUpToDate(history, StudyMachine.Create(spec, "run", s_start), [trial]);
        return Assert.Single(history.Trials);
    }

    private static Trial TrialOf(TrialState state, string? reason) => new()
    {
        Number = 0,
        Parameters = Point(("x", ParameterValue.Of(0.5))),
        Outcome = new TrialOutcome(state, reason) { Values = state == TrialState.Complete ? [1] : null },
        CreatedAt = s_start,
        StartedAt = s_start,
        EndedAt = s_start,
    };

    private static string Pairs(bool isDeterministic) =>
        $"\"deterministic\": {(isDeterministic ? "true" : "false")}, "
        + "\"searchSpace\": {\"a\": {\"categorical\": [\"x\", \"y\"]}, \"b\": {\"categorical\": [\"p\", \"q\"]}}";

    /// <summary>The trials of one advance that may fill all slots.</summary>
    private static IReadOnlyList<Trial> Run(string members, int trials)
    {
        var spec = StudyFile.Spec(StudyFile.With($"\"trials\": {trials}, \"parallelism\": {trials}, {members}"));
        var history = new SamplerHistory(SearchSpace.Of(spec), spec.Directions, 1) { IsDeterministic = spec.Deterministic };
        return StudyMachine.Advance(
            StudyMachine.Create(spec, "run", s_start), [],
            new AdvanceStep { Sequence = 1, Running = new HashSet<int>(), Now = s_start },
            new ScriptedSampler((_, _) => Point(("a", ParameterValue.Of("x")), ("b", ParameterValue.Of("p")))), history).NewTrials;
    }

    private static Dictionary<string, ParameterValue> Point(params (string Name, ParameterValue Value)[] values) =>
        values.ToDictionary(v => v.Name, v => v.Value);
}
