using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

public class GpSamplerTests : BuiltInSamplerTests
{
    private const int Seeds = 7;

    private static readonly ParameterSpec[] BraninSpace = [Spaces.Float("x", -5, 10), Spaces.Float("y", 0, 15)];

    protected override string Type => "gp";

    protected override string Fingerprint => "6D84A9AC720C5E8D";

    [Fact]
    public void Run_Branin_FindsTheMinimum() =>
        Assert.InRange(Median(seed => new Study(Gp(), BraninSpace, seed).Run(50, Branin).Trials.Min(t => t.Values![0])), 0.3978, 0.399);

    [Fact]
    public void Run_ConstrainedBranin_ComesCloseToTheConstrainedMinimum()
    {
        // The disc around (2.5, 7.5) holds a tenth of the area, and no minimum of the function.
        var radius = Math.Sqrt(22.5 / Math.PI);
        var best = Enumerable.Range(0, 400)
            .SelectMany(i => Enumerable.Range(0, 200).Select(k => (Angle: i * Math.PI / 200, Radius: radius * k / 199)))
            .Min(p => Branin(2.5 + (p.Radius * Math.Cos(p.Angle)), 7.5 + (p.Radius * Math.Sin(p.Angle))));
        var hits = Enumerable.Range(0, Seeds).Count(seed => Constrained(seed) < 1.05 * best);
        Assert.InRange(hits, Seeds - 2, Seeds);

        double Constrained(int seed)
        {
            var history = new SamplerHistory(SearchSpace.From(BraninSpace), [Direction.Minimize], seed);
            for (var number = 0; number < 60; number++)
            {
                var point = Gp().Prepare(history).Suggest(number);
                var (x, y) = (point["x"].AsDouble(), point["y"].AsDouble());
                var constraint = ((x - 2.5) * (x - 2.5)) + ((y - 7.5) * (y - 7.5)) - (radius * radius);
                history.Set(new SampledTrial(number, TrialState.Complete, point, [Branin(x, y)]) { Constraints = [constraint] });
            }

            return history.Encoded.Where(t => t.IsFeasible).Select(t => t.Losses![0]).DefaultIfEmpty(double.PositiveInfinity).Min();
        }
    }

    [Fact]
    public void Run_MixedConditionalFunction_BeatsRandom()
    {
        ParameterSpec[] space =
        [
            Spaces.Choice("model", "tree", "net", "line"),
            Spaces.Float("lr", 1e-5, 1, log: true).When("model", ParameterValue.Of("net")),
            Spaces.Int("layers", 1, 6).When("model", ParameterValue.Of("net")),
            Spaces.Int("depth", 1, 200, log: true).When("model", ParameterValue.Of("tree")),
            Spaces.Normal("bias", 0, 2),
        ];
        var gp = Median(seed => new Study(Gp(), space, seed).Run(50, Value).Trials.Min(t => t.Values![0]));
        var random = Median(
            seed =>
                new Study(SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }), space, seed)
                    .Run(50, Value).Trials.Min(t => t.Values![0]));
        Assert.InRange(gp, 0, 0.5 * random);

        static double Value(IReadOnlyDictionary<string, ParameterValue> p) =>
            Math.Pow(p["bias"].AsDouble() - 0.7, 2) + p["model"].ToString() switch
            {
                "net" => 0.1 + Math.Pow(Math.Log10(p["lr"].AsDouble()) + 3, 2) + (0.2 * Math.Pow(p["layers"].AsInt() - 4, 2)),
                "tree" => 0.6 + Math.Pow(Math.Log(p["depth"].AsInt() / 12.0), 2),
                _ => 1,
            };
    }

    [Fact]
    public void Run_ARegionThatFails_IsAvoided()
    {
        var study = Failing(p => Math.Abs(p["y"].AsDouble() - 0.3));
        Assert.InRange(study.Trials.Skip(20).Count(t => t.State == TrialState.Failed), 0, 12);
    }

    [Fact]
    public void Run_TheBestLiesOnTheEdgeOfWhatFails_IsFound()
    {
        var study = Failing(p => Math.Abs(p["y"].AsDouble() - 0.3) + (0.6 - p["x"].AsDouble()));
        Assert.InRange(study.Trials.Where(t => t.Values is not null).Min(t => t.Values![0]), 0.1, 0.12);
    }

    [Fact]
    public void Run_TwoObjectives_SpreadsOverTheFront()
    {
        var study =
            new Study(Gp(), [.. Enumerable.Range(0, 4).Select(i => Spaces.Float($"x{i}", 0, 1))], 1, Direction.Minimize, Direction.Maximize)
            .Run(45, (_, p) =>
            {
                var g = 1 + p.Where(v => v.Key != "x0").Sum(v => v.Value.AsDouble());
                return (TrialState.Complete, [p["x0"].AsDouble(), -g * (1 - Math.Sqrt(p["x0"].AsDouble() / g))]);
            });
        // On the front the second is −(1 − √first).
        var near = study.Trials.Where(t => -t.Values![1] - 1 + Math.Sqrt(t.Values[0]) < 0.02).Select(t => t.Values![0]).ToArray();
        Assert.All(new[] { 0.1, 0.3, 0.5, 0.7 }, at => Assert.Contains(near, x => Math.Abs(x - at) < 0.15));
    }

    [Fact]
    public void Run_FourObjectives_StaysInTheSpace()
    {
        var directions = Enumerable.Repeat(Direction.Minimize, 4).ToArray();
        new Study(Gp(), Spaces.EveryKind, 1, directions)
            .Run(
                30, (number,
                    p) => (TrialState.Complete, [.. directions.Select((_, i) => Math.Abs(p["linear"].AsDouble() - i) + Math.Sin(number))]));
    }

    [Fact]
    public void Suggest_MoneyRunsOut_PrefersTheCheap()
    {
        var history = new SamplerHistory(SearchSpace.From([Spaces.Float("x", 0, 1), Spaces.Float("size", 0, 1)]), [Direction.Minimize], 5);
        var random = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }).Prepare(history);
        for (var number = 0; number < 12; number++)
        {
            var point = random.Suggest(number);
            var (x, size) = (point["x"].AsDouble(), point["size"].AsDouble());
            history.Set(
                new SampledTrial(
                    number, TrialState.Complete, point,
                    [Math.Pow(x - 0.4, 2) + (0.05 * Math.Sin(37 * number))])
                { Cost = new Money((long)(1000 * Math.Exp(4 * size))) });
        }

        var free = Size();
        history.SpentShare = 0.9;
        Assert.InRange(Size(), 0, 0.7 * free);

        double Size() => Enumerable.Range(12, 10).Average(n => Gp().Prepare(history).Suggest(n)["size"].AsDouble());
    }

    [Fact]
    public void Suggest_FiniteSpace_DoesNotRepeatAPointWhileOthersAreLeft()
    {
        var study = new Study(Gp(), [Spaces.Choice("a", "x", "y", "z"), Spaces.Int("b", 1, 8)], 3).Run(24, Study.AnyObjective);
        Assert.Equal(
            24, study.Trials.Skip(8)
                .Concat(study.Trials.Take(8)).Select(t => (t.Parameters["a"], t.Parameters["b"])).Distinct().Count() + Repeats(study));

        // Start points know nothing of each other.
        static int Repeats(Study study) => 8 - study.Trials.Take(8).Select(t => (t.Parameters["a"], t.Parameters["b"])).Distinct().Count();
    }

    [Fact]
    public void Suggest_ManyTrials_StaysInTheSpace()
    {
        var space = SearchSpace.From(Spaces.EveryKind);
        var random = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" })
            .Prepare(new SamplerHistory(space, [Direction.Minimize], 1));
        var trials = Enumerable.Range(0, 600).Select(i => (i, Point: random.Suggest(i)))
            .Select(t => new SampledTrial(t.i, TrialState.Complete, t.Point, [Study.AnyObjective(t.Point)]));
        Study.AssertInSpace(space, Gp().Prepare(new SamplerHistory(space, [Direction.Minimize], 1, trials)).Suggest(600));
    }

    /// <summary>A study in which half of the space fails.</summary>
    private static Study Failing(Func<IReadOnlyDictionary<string, ParameterValue>, double> objective) =>
        new Study(Gp(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)], 4).Run(60, (_, p) =>
            p["x"].AsDouble() > 0.5 ? (TrialState.Failed, null) : (TrialState.Complete, [objective(p)]));

    private static ISampler Gp() => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "gp" });

    private static double Median(Func<int, double> run) => Enumerable.Range(0, Seeds).Select(run).Order().ElementAt(Seeds / 2);

    private static double Branin(IReadOnlyDictionary<string, ParameterValue> p) => Branin(p["x"].AsDouble(), p["y"].AsDouble());

    private static double Branin(double x, double y)
    {
        var a = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (a * a) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }
}
