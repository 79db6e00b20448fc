using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Tests.Analysis;

/// <summary>Hints: each is given where it holds, and not where it does not.</summary>
public sealed class HintTests
{
    private static readonly ParameterSpec[] s_space =
        [SomeStudy.Float("learningRate", 1e-4, 0.1, log: true), SomeStudy.Choice("opt", "sgd", "adam")];

    [Fact]
    public void Bound_WhereTheBestLie_IsNamed()
    {
        var hint = Assert.Single(HintsOf(Many(s_space, p => 1 - p["learningRate"].AsDouble(), 300), HintKind.Bound));

        Assert.Equal(["learningRate"], hint.Parameters);
        Assert.Equal("The best five trials lie at the upper bound of learningRate (0.1).", hint.Text);
        Assert.Contains("Widen it?", hint.Action, StringComparison.Ordinal);
        Assert.Equal(HintSeverity.Warning, hint.Severity);
        hint = Assert.Single(HintsOf(Many(s_space, p => p["learningRate"].AsDouble(), 300), HintKind.Bound));
        Assert.Contains("lower bound", hint.Text, StringComparison.Ordinal);
        Assert.Empty(HintsOf(Many(s_space, p => Math.Abs(Math.Log10(p["learningRate"].AsDouble()) + 2.5), 300), HintKind.Bound));
        Assert.Empty(HintsOf(Many(s_space, p => 1 - p["learningRate"].AsDouble(), count: 19), HintKind.Bound));
    }

    [Fact]
    public void Bound_OfIntegers_IsTheLastOfThem()
    {
        ParameterSpec[] layers = [SomeStudy.Int("layers", 1, 4), SomeStudy.Int("flag", 0, 1)];

        var hints = HintsOf(Many(layers, p => -p["layers"].AsInt() - p["flag"].AsInt()), HintKind.Bound);

        Assert.Equal(["layers"], hints.SelectMany(hint => hint.Parameters));
    }

    [Fact]
    public void NoEffect_OfAParameterThatDoesNothing_IsNamed_AndNotOfOneThatActsThroughAnother()
    {
        ParameterSpec[] space = [SomeStudy.Float("a", -1, 1), SomeStudy.Float("b", -1, 1), SomeStudy.Float("idle", 0, 1)];

        var study = Many(space, p => Math.Sign(p["a"].AsDouble()) * Math.Sign(p["b"].AsDouble()), 300);
        var hint = Assert.Single(HintsOf(study, HintKind.NoEffect));

        Assert.Equal(["idle"], hint.Parameters);
        Assert.Contains("`fixed`", hint.Action, StringComparison.Ordinal);
        // Of values that nothing explains, nothing is said.
        var random = new Random(3);
        Assert.Empty(HintsOf(Many(space, _ => random.NextDouble(), 300), HintKind.NoEffect));
        // Of what was hardly tried neither.
        study = Many(space, p => p["a"].AsDouble(), 300, p => p["b"] = p["idle"] = ParameterValue.Of(0.5));
        Assert.Empty(HintsOf(study, HintKind.NoEffect));
    }

    [Fact]
    public void Duplicates_WithTheSameValue_AreWasted_AndWithOthersShowNoise()
    {
        ParameterSpec[] space = [SomeStudy.Int("x", 1, 20)];
        var hint = Assert.Single(HintsOf(Many(space, p => p["x"].AsInt()), HintKind.Duplicates));
        Assert.StartsWith("80 of 100 complete trials evaluated a point again", hint.Text, StringComparison.Ordinal);

        var random = new Random(2);
        var noisy = Many(space, p => (0.1 * p["x"].AsInt()) + (10 * random.NextDouble()), 200);
        Assert.Contains("standard deviation", Assert.Single(HintsOf(noisy, HintKind.Noise)).Text, StringComparison.Ordinal);
        Assert.Empty(HintsOf(noisy, HintKind.Duplicates));
        Assert.Empty(HintsOf(Many(space, p => p["x"].AsInt() + (0.01 * random.NextDouble())), HintKind.Noise));
    }

    [Fact]
    public void Plateau_AfterLongWithoutABetterTrial_SaysSinceWhen()
    {
        var study = new SomeStudy(s_space);
        for (var i = 0; i < 100; i++) study.Complete(SomeStudy.Point(("learningRate", 0.01), ("opt", "sgd")), i < 40 ? 100 - i : 1_000 + i);

        var hint = Assert.Single(HintsOf(study, HintKind.Plateau));

        Assert.Equal("The last 60 of 100 complete trials are no better than trial 39.", hint.Text);
        study.Complete(SomeStudy.Point(("learningRate", 0.01), ("opt", "sgd")), 1);
        Assert.Empty(HintsOf(study, HintKind.Plateau));
    }

    [Fact]
    public void FailureRegion_OfANumber_IsBounded_AndCanBeExcludedAsSaid()
    {
        ParameterSpec[] space = [SomeStudy.Int("batch", 1, 1024), SomeStudy.Float("other", 0, 1)];
        var (random, study) = (new Random(1), new SomeStudy(space));
        for (var i = 0; i < 120; i++)
        {
            var point = SomeStudy.Point(("batch", 1 + random.Next(1024)), ("other", random.NextDouble()));
            if (point["batch"].AsInt() > 800) study.Fail(point);
            else study.Complete(point, random.NextDouble());
        }

        var hint = Assert.Single(HintsOf(study, HintKind.FailureRegion));

        Assert.Equal(["batch"], hint.Parameters);
        var first = study.Trials.Where(t => t.State == TrialState.Failed).Min(t => t.Parameters["batch"].AsInt());
        Assert.Matches($@"^(\d+) of \1 trials with batch ≥ {first} failed, elsewhere 0 of \d+\.$", hint.Text);
        Assert.Contains($"--exclude '[{{\"batch\": [{first}, 1024]}}]'", hint.Action, StringComparison.Ordinal);
        var (request, errors) = ExtendRequestReader.Read(
            System.Text.Encoding.UTF8.GetBytes($$"""{"exclude":{{hint.Action.Split('\'')[1]}}}"""));
        Assert.Empty(errors);
        Assert.Single(request!.Exclude!);
    }

    [Fact]
    public void FailureRegion_OfAChoice_IsIt_AndOfFailuresEverywhere_ThereIsNone()
    {
        var (random, study, everywhere) = (new Random(1), new SomeStudy(s_space), new SomeStudy(s_space));
        for (var i = 0; i < 80; i++)
        {
            var point = SomeStudy.Point(("learningRate", 1e-4 + (0.09 * random.NextDouble())), ("opt", i % 4 == 0 ? "sgd" : "adam"));
            _ = i % 4 == 0 ? study.Fail(point) : study.Complete(point, 1);
            _ = random.Next(4) == 0 ? everywhere.Fail(point) : everywhere.Complete(point, 1);
        }

        var hint = Assert.Single(HintsOf(study, HintKind.FailureRegion));
        Assert.Equal("20 of 20 trials with opt = sgd failed, elsewhere 0 of 60.", hint.Text);
        Assert.Empty(HintsOf(everywhere, HintKind.FailureRegion));
    }

    [Fact]
    public void FailureRegion_OfEverySecondTrial_IsNone()
    {
        var study = new SomeStudy([SomeStudy.Float("x", 0, 1)]);
        for (var i = 0; i < 20; i++)
            _ = i % 2 == 0 ? study.Complete(SomeStudy.Point(("x", i / 20.0)), 1) : study.Fail(SomeStudy.Point(("x", i / 20.0)));

        Assert.Empty(HintsOf(study, HintKind.FailureRegion));
    }

    [Fact]
    public void Hints_OfAStudyWithoutTrials_AreNone() => Assert.Empty(StudyAnalysis.Hints(new SomeStudy(s_space).Analysed()).Hints);

    private static IEnumerable<HintView> HintsOf(SomeStudy study, HintKind kind) =>
        StudyAnalysis.Hints(study.Analysed()).Hints.Where(hint => hint.Kind == kind);

    private static SomeStudy Many(
        ParameterSpec[] space, Func<Dictionary<string, ParameterValue>, double> value, int count = 100,
        Action<Dictionary<string, ParameterValue>>? change = null)
    {
        var study = new SomeStudy(space);
        var encoding = new Core.Samplers.Scales.PointEncoding(Core.SearchSpaces.SearchSpace.From(space));
        for (var i = 0; i < count; i++)
        {
            var random = new TrialRandom(7, i);
            // Numbers evenly spread, so that some lie at each bound.
            var point = encoding.Decode([.. encoding.Scales.Select((scale, d) => scale switch
            {
                Core.Samplers.Scales.ChoiceScale choices => random.NextInt(choices.Count),
                _ when d == 0 => i / (count - 1.0),
                _ => random.NextDouble(),
            })]);
            change?.Invoke(point);
            study.Complete(point, value(point));
        }

        return study;
    }
}
