using Serverless.Tuner.Core.Analysis;

namespace Serverless.Tuner.Core.Tests.Analysis;

/// <summary>Fronts, knees and hypervolumes of studies.</summary>
public sealed class FrontTests
{
    private static readonly ParameterSpec[] s_space = [SomeStudy.Float("x", 0, 1)];
    private static readonly Dictionary<string, ParameterValue> s_point = SomeStudy.Point(("x", 0.5));

    [Fact]
    public void Front_OfTwoValues_HasItsKnee_ItsVolume_AndHowThatGrew()
    {
        var study = new SomeStudy(s_space, Direction.Minimize, Direction.Maximize) { Names = ["seconds", "accuracy"] };
        foreach (var (seconds, accuracy) in ((double, double)[])[(10, 0), (0, 0), (1, 9), (5, 5), (10, 10)])
            study.Complete(s_point, seconds, accuracy);

        var view = StudyAnalysis.Pareto(study.Analysed());

        Assert.Equal([1, 2, 4], view.Front);
        Assert.Equal(2, view.Knee);
        Assert.Equal([11, -1], view.Reference.Select(r => Math.Round(r, 9)));
        Assert.Equal([new ParetoMetric("seconds", Direction.Minimize), new("accuracy", Direction.Maximize)], view.Metrics);
        // By hand: (0, 0) has 11 × 1 of it, (1, 9) 10 × 9 more, (10, 10) 1 × 1 more.
        Assert.Equal([0, 1, 2, 4], view.History.Number);
        Assert.Equal([1, 11, 101, 102], view.History.Hypervolume.Select(volume => Math.Round(volume, 9)));
        Assert.Equal(102, view.Hypervolume!.Value, 1e-9);
        Assert.Equal([false, true, true, false, true], view.Points.Front);
        Assert.Equal([0, 0, 9, 5, 10], view.Points.Values[1]);
        Assert.Equal(view.History.Hypervolume, StudyAnalysis.History(study.Analysed("accuracy")).Hypervolume!.Value);
    }

    [Fact]
    public void Hypervolume_OfThreeValues_AgreesWithMonteCarlo() => Laws.HoldForSeeds(
        seed =>
        {
            const int Draws = 20_000;
            var (random, study) = (new Random(seed), new SomeStudy(s_space, Direction.Minimize, Direction.Maximize, Direction.Minimize));
            for (var i = 0; i < 60; i++)
                study.Complete(s_point, 100 * random.NextDouble(), random.NextDouble(), 1e-3 * random.NextDouble());

            var view = StudyAnalysis.Pareto(study.Analysed());

            double[][] values = [.. study.Trials.Select(t => t.Outcome.Values!.ToArray())];
            double[] best = [values.Min(v => v[0]), values.Max(v => v[1]), values.Min(v => v[2])];
            var hits = Enumerable.Range(0, Draws).Count(_ =>
            {
                var x = best.Zip(view.Reference, (from, to) => from + (random.NextDouble() * (to - from))).ToArray();
                return values.Any(v => v[0] <= x[0] && v[1] >= x[1] && v[2] <= x[2]);
            });
            var box = best.Zip(view.Reference, (from, to) => Math.Abs(to - from)).Aggregate((a, b) => a * b);
            Assert.InRange(view.Hypervolume!.Value / box, (hits / (double)Draws) - 0.02, (hits / (double)Draws) + 0.02);
            Assert.Equal(view.History.Hypervolume.Order(), view.History.Hypervolume);
        },
        tests: 10);

    [Fact]
    public void Front_WithoutAFeasibleTrial_IsEmpty()
    {
        var study = new SomeStudy(s_space, Direction.Minimize, Direction.Minimize);
        study.Add(s_point, new(TrialState.Complete) { Values = [1, 1], Constraints = new Dictionary<string, double> { ["c"] = 1 } });

        var view = StudyAnalysis.Pareto(study.Analysed());

        Assert.Empty(view.Front);
        Assert.Empty(view.Reference);
        Assert.Equal((null, 0), (view.Knee, view.Hypervolume));
        Assert.Equal([false], view.Points.Feasible);
    }

    [Fact]
    public void Front_OfValuesAsLargeAsCanBe_HasAFiniteVolume()
    {
        var study = new SomeStudy(s_space, Direction.Minimize, Direction.Minimize);
        study.Complete(s_point, -1e308, 1e308).Complete(s_point, 1e308, -1e308);

        var view = StudyAnalysis.Pareto(study.Analysed());

        Assert.True(double.IsFinite(view.Hypervolume!.Value));
        Assert.All(view.Reference, r => Assert.True(double.IsFinite(r)));
    }
}
