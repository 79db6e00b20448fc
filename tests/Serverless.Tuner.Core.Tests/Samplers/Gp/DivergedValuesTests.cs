using Serverless.Tuner.Core.Samplers.Gp;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class DivergedValuesTests
{
    private static readonly ParameterSpec[] Space = [Spaces.Float("x", -5, 5), Spaces.Float("y", -5, 5), Spaces.Float("z", -5, 5)];

    [Fact]
    public void Bounded_ValuesAboveTheOthers_AreAtTheBound() => Assert.Equal([1.0, 2, 3, 43, 43], Bounded(1.0, 2, 3, 44, 420));

    [Fact]
    public void Bounded_ValuesThatExploded_AreAsTheWorstOfTheOthers() => Assert.Equal([1.0, 2, 3, 3, 3], Bounded(1.0, 2, 3, 430, 1e12));

    [Fact]
    public void Bounded_NoneFarAway_StayAsTheyAre() => Assert.Equal([1.0, 2, 3, 40], Bounded(1.0, 2, 3, 40));

    [Fact]
    public void Bounded_MostAreTheBest_TheMiddleOfTheOthersTellsTheBound() =>
        Assert.Equal([0.0, 0, 0, 0, 1, 2, 2], Bounded(0.0, 0, 0, 0, 1, 2, 1e9));

    [Theory]
    [InlineData]
    [InlineData(3.0, 3.0, 3.0)]
    [InlineData(double.MaxValue, double.MinValue, 0.0)]
    [InlineData(double.MinValue, double.MinValue, double.MaxValue)]
    public void Bounded_EqualHugeOrNone_StayFiniteAndInOrder(params double[] losses)
    {
        var bounded = Bounded(losses);
        Assert.All(bounded, v => Assert.True(double.IsFinite(v)));
        Assert.Equal(losses.Select(v => losses.Min() == v), bounded.Select(v => losses.Min() == v));
    }

    [Fact]
    public void Bounded_NearlyAllNearTheBest_TheFirstTellWhatIsUsual()
    {
        double[] early = [10, 20, 30];
        double[] converged = [.. early, .. Enumerable.Repeat(0.001, 90), 0, 1e9];
        Assert.Equal([10, 20, 30], DivergedValues.Bounded(converged, early)[..3]);
        Assert.Equal(30, DivergedValues.Bounded(converged, early)[^1]);
    }

    [Fact]
    public void DrawnIn_Constraint_KeepsItsSignAndIsBounded()
    {
        var values = DivergedValues.DrawnIn([-2, -1, 0, 1, 3, 1e12]);
        Assert.Equal([-1, -1, 0, 1, 1, 1], values.Select(Math.Sign));
        Assert.InRange(values[^1], Math.Log(20), Math.Log(22));
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Run_AQuarterExplodes_IsNearlyAsGoodAsWithout()
    {
        var (undisturbed, exploded) = (Median(0), Median(1e12));
        Assert.InRange(exploded, 0, 10 * undisturbed);

        double Median(double explosion) => Enumerable.Range(0, 5).Select(seed =>
            new Study(Gp(), Space, seed).Run(35, p => p["x"].AsDouble() < -2.5 && explosion > 0 ? explosion : Bowl(p))
                .Trials.Min(t => t.Values![0])).Order().ElementAt(2);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Suggest_HoweverFarValuesDiverge_IsTheSame(int objectives, bool withConstraint)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var expected = Suggest(1e5, seed);
            foreach (var explosion in (double[])[1e8, 1e12, 1e100]) Assert.Equal(expected, Suggest(explosion, seed));
        }

        string Suggest(double explosion, int seed)
        {
            var random = new TrialRandom(seed, 3);
            var history = new SamplerHistory(
                SearchSpace.From(Space), [.. Enumerable.Repeat(Direction.Minimize, objectives)], seed);
            for (var number = 0; number < 24; number++)
            {
                var point = Space.ToDictionary(p => p.Name, _ => ParameterValue.Of((10 * random.NextDouble()) - 5));
                var isExploded = number % 4 == 3;
                double[] values = [
                    .. Enumerable.Range(0, objectives).Select(j => isExploded ? explosion : Bowl(point) + (j * point["z"].AsDouble()))];
                history.Set(new SampledTrial(number, TrialState.Complete, point, values)
                {
                    Constraints = withConstraint ? [isExploded ? explosion : point["y"].AsDouble()] : null,
                });
            }

            return Study.Text(Gp().Prepare(history).Suggest(25));
        }
    }

    private static double[] Bounded(params double[] losses) => DivergedValues.Bounded(losses, losses);

    private static double Bowl(IReadOnlyDictionary<string, ParameterValue> p) =>
        Math.Pow(p["x"].AsDouble() - 1.7, 2) + Math.Pow(p["y"].AsDouble() + 2.3, 2) + Math.Pow(p["z"].AsDouble() - 0.4, 2);

    private static ISampler Gp() => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "gp" });
}
