using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Tests.Samplers;

public class TpeSamplerTests : SamplerConformance
{
    private const int Seeds = 15;

    protected override string Type => "tpe";

    [Fact]
    public void Suggest_FixedSeedAndHistory_GivesTheseVeryPoints()
    {
        var study = new Study(Tpe(), Spaces.EveryKind, 2026).Run(60, (number, point) => (number % 7) switch
        {
            5 => (TrialState.Failed, null),
            6 => (TrialState.Pruned, [number]),
            _ => (TrialState.Complete, [Math.Abs(point["linear"].AsDouble() - 1) + (point["model"] == ParameterValue.Of("net") ? 0 : 1)]),
        });
        var suggester = Tpe().Prepare(study.History);
        Assert.Equal(Golden.Tpe, Golden.Text(suggester.Suggest(60)) + Golden.Text(suggester.Suggest(61)));
    }

    [Fact]
    public void Run_Sphere_BeatsRandom() => AssertBeatsRandom(
        60,
        [.. Enumerable.Range(0, 5).Select(i => Spaces.Float($"x{i}", -5, 5))],
        p => p.Values.Sum(v => (v.AsDouble() - 1.5) * (v.AsDouble() - 1.5)));

    [Fact]
    public void Run_Branin_BeatsRandom() => AssertBeatsRandom(80, [Spaces.Float("x", -5, 10), Spaces.Float("y", 0, 15)], p =>
    {
        var (x, y) = (p["x"].AsDouble(), p["y"].AsDouble());
        var a = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (a * a) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    });

    [Fact]
    public void Run_MixedConditionalFunction_BeatsRandom() => AssertBeatsRandom(
        80,
        [
            Spaces.Choice("model", "tree", "net", "line"),
            Spaces.Float("lr", 1e-5, 1, log: true).When("model", ParameterValue.Of("net")),
            Spaces.Int("layers", 1, 6).When("model", ParameterValue.Of("net")),
            Spaces.Float("dropout", 0, 0.9, step: 0.1).When("layers", ParameterValue.Of(3), ParameterValue.Of(4), ParameterValue.Of(5)),
            Spaces.Int("depth", 1, 200, log: true).When("model", ParameterValue.Of("tree")),
            Spaces.Normal("bias", 0, 2),
        ],
        Conditional);

    [Fact]
    public void Run_Maximize_ClimbsInsteadOfDescending()
    {
        var best = new Study(Tpe(), [Spaces.Float("x", 0, 1)], 1, Direction.Maximize).Run(60, p => p["x"].AsDouble()).Trials.Max(t => t.Values![0]);
        Assert.InRange(best, 0.98, 1);
    }

    [Fact]
    public void Run_ARegionThatFails_IsAvoided()
    {
        // Half of the space fails; it must not be tried as often as chance would.
        var study = new Study(Tpe(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)], 4).Run(100, (_, p) =>
            p["x"].AsDouble() > 0.5 ? (TrialState.Failed, null) : (TrialState.Complete, [Math.Abs(p["y"].AsDouble() - 0.3)]));
        Assert.InRange(study.Trials.Skip(30).Count(t => t.State == TrialState.Failed), 0, 14);
    }

    [Fact]
    public void Suggest_WhileOthersArePending_KeepsAwayFromThem()
    {
        // Two optima, equally good; trials run at the first.
        var study = new Study(Tpe(), [Spaces.Float("x", 0, 1)], 3).Run(40, p => Math.Min(Math.Abs(p["x"].AsDouble() - 0.25), Math.Abs(p["x"].AsDouble() - 0.75)));
        var pending = Enumerable.Range(40, 10)
            .Select(n => new SampledTrial(n, TrialState.Running, new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.25) }, null));
        var alone = CountBelowHalf(study.History);
        var busy = CountBelowHalf(study.HistoryOf(study.Trials.Concat(pending)));
        Assert.True(alone >= 20 && busy <= 0.75 * alone, $"{alone} of 40 without, {busy} with pending trials");

        static int CountBelowHalf(SamplerHistory history) => Enumerable.Range(50, 40).Count(n => Tpe().Prepare(history).Suggest(n)["x"].AsDouble() < 0.5);
    }

    [Fact]
    public void Suggest_BeforeStartTrialsHaveValues_IsRandom()
    {
        var study = new Study(Tpe(), Spaces.EveryKind).Run(9, Study.AnyObjective);
        var random = SamplerFactory.Create(new SamplerSpec { Type = "random" });
        AssertSame(random.Prepare(study.History).Suggest(9), Tpe().Prepare(study.History).Suggest(9));
        study.Run(1, Study.AnyObjective);
        Assert.NotEqual(random.Prepare(study.History).Suggest(10)["linear"], Tpe().Prepare(study.History).Suggest(10)["linear"]);
    }

    private static double Conditional(IReadOnlyDictionary<string, ParameterValue> p)
    {
        var bias = p["bias"].AsDouble() - 0.7;
        var rest = p["model"].ToString() switch
        {
            "net" => 0.1 + Square(Math.Log10(p["lr"].AsDouble()) + 3) + (0.2 * Square(p["layers"].AsInt() - 4))
                + (p.TryGetValue("dropout", out var dropout) ? Square(dropout.AsDouble() - 0.4) : 0.5),
            "tree" => 0.6 + Square(Math.Log(p["depth"].AsInt() / 12.0)),
            _ => 1,
        };
        return rest + (bias * bias);
    }

    private static double Square(double x) => x * x;

    private static ISampler Tpe() => SamplerFactory.Create(new SamplerSpec { Type = "tpe" });

    private static void AssertBeatsRandom(int trials, ParameterSpec[] space, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective)
    {
        var tpe = MedianBest("tpe", trials, space, objective);
        var random = MedianBest("random", trials, space, objective);
        Assert.True(tpe < 0.8 * random, $"TPE {tpe}, random {random}");
    }

    private static double MedianBest(string kind, int trials, ParameterSpec[] space, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective) =>
        Enumerable.Range(0, Seeds)
            .Select(seed => new Study(SamplerFactory.Create(new SamplerSpec { Type = kind }), space, seed).Run(trials, objective).Trials.Min(t => t.Values![0]))
            .Order().ElementAt(Seeds / 2);
}
