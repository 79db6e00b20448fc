using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

public class TpeSamplerTests : BuiltInSamplerTests
{
    private const int Seeds = 15;

    protected override string Type => "tpe";

    protected override string Fingerprint => "FEFAC9C5A90F959E";

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
        Assert.Equal(Golden.Tpe, Study.Text(suggester.Suggest(60)) + Study.Text(suggester.Suggest(61)));
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
        var best = new Study(Tpe(), [Spaces.Float("x", 0, 1)], 1, Direction.Maximize)
            .Run(60, p => p["x"].AsDouble()).Trials.Max(t => t.Values![0]);
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
        var study = new Study(Tpe(), [Spaces.Float("x", 0, 1)], 3)
            .Run(40, p => Math.Min(Math.Abs(p["x"].AsDouble() - 0.25), Math.Abs(p["x"].AsDouble() - 0.75)));
        var pending = Enumerable.Range(40, 10)
            .Select(
                n =>
                    new SampledTrial(
                        n, TrialState.Running, new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.25) }, null));
        var alone = CountBelowHalf(study.History);
        var busy = CountBelowHalf(study.HistoryOf(study.Trials.Concat(pending)));
        Assert.True(alone >= 20 && busy <= 0.75 * alone, $"{alone} of 40 without, {busy} with pending trials");

        static int CountBelowHalf(SamplerHistory history) =>
            Enumerable.Range(50, 40).Count(n => Tpe().Prepare(history).Suggest(n)["x"].AsDouble() < 0.5);
    }

    [Fact]
    public void Suggest_BeforeStartTrialsHaveValues_FillsTheSpaceEvenly()
    {
        var study = new Study(Tpe(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)]).Run(8, Study.AnyObjective);
        // One in each eighth, in either direction.
        foreach (var name in new[] { "x", "y" })
            Assert.Equal(Enumerable.Range(0, 8), study.Trials.Select(t => (int)(8 * t.Parameters[name].AsDouble())).Order());
    }

    [Fact]
    public void Suggest_OneSamplerForManyStudies_SuggestsAsANewOne()
    {
        var sampler = Tpe();
        foreach (var space in new[] { Spaces.EveryKind, [Spaces.Float("x", 0, 1)], Spaces.EveryKind })
        {
            foreach (var count in new[] { 60, 20, 200, 35 })
            {
                var history = new Study(SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }), space, count)
                    .Run(count, Study.AnyObjective).History;
                var (first, second) = (sampler.Prepare(history), sampler.Prepare(history));
                var expected = Tpe().Prepare(history);
                for (var number = count; number < count + 3; number++)
                {
                    var point = expected.Suggest(number);
                    AssertSame(point, first.Suggest(number));
                    AssertSame(point, second.Suggest(number));
                }
            }
        }
    }

    [Fact]
    public void Suggest_AThousandTrials_AllocatesLittle()
    {
        var study =
            new Study(
                SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }),
                [.. Enumerable.Range(0, 10).Select(i => Spaces.Float($"x{i}", 0, 1))]).Run(1000, Study.AnyObjective);
        var (sampler, history) = (Tpe(), study.History);
        sampler.Prepare(history).Suggest(1000);
        var trial = new SampledTrial(1000, TrialState.Complete, study.Trials[5].Parameters, [1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        history.Set(trial);
        sampler.Prepare(history).Suggest(1001);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 1024);
    }

    [Fact]
    public void Run_AConstraint_IsLearnt()
    {
        // The best of the objective is infeasible; a quarter of the space is not.
        var runs = Enumerable.Range(0, Seeds).Select(seed =>
        {
            var history =
                new SamplerHistory(SearchSpace.From([Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)]), [Direction.Minimize], seed);
            var sampler = Tpe();
            for (var number = 0; number < 80; number++)
            {
                var point = sampler.Prepare(history).Suggest(number);
                var (x, y) = (point["x"].AsDouble(), point["y"].AsDouble());
                history.Set(new SampledTrial(number, TrialState.Complete, point, [x + y]) { Constraints = [0.5 - x, 0.5 - y] });
            }

            return history.Trials.Where(t => t.Constraints!.All(c => c <= 0)).ToArray();
        }).ToArray();
        Assert.InRange(runs.Select(feasible => feasible.Min(t => t.Values![0])).Order().ElementAt(Seeds / 2), 1, 1.08);
        // By chance a quarter of them would be feasible.
        Assert.InRange(runs.Average(feasible => feasible.Count(t => t.Number >= 20)), 24, 60);
    }

    [Fact]
    public void Run_ConstraintsThatAreAlwaysKept_ChangeNothing()
    {
        var study = new Study(Tpe(), Spaces.EveryKind).Run(50, Study.AnyObjective);
        var kept = study.HistoryOf(study.Trials.Select(t => t with { Constraints = [-1, 0] }));
        AssertSame(Tpe().Prepare(study.History).Suggest(50), Tpe().Prepare(kept).Suggest(50));
    }

    [Fact]
    public void Suggest_BudgetNearlySpent_PrefersCheapPoints()
    {
        // The value does not depend on x, the cost does.
        var trials = new Study(Tpe(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)])
            .Run(60, p => Math.Abs(p["y"].AsDouble() - 0.5)).Trials
            .Select(t => t with { Cost = new Money((long)(100 * Math.Exp(5 * t.Parameters["x"].AsDouble()))) });
        Assert.True(MeanX(1, true) < MeanX(0, true) - 0.1);
        Assert.Equal(MeanX(0, false), MeanX(1, false));
        Assert.Equal(MeanX(0, true, multivariate: false), MeanX(1, true, multivariate: false));

        double MeanX(double spentShare, bool costAware, bool multivariate = true)
        {
            var history =
                new SamplerHistory(SearchSpace.From([Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)]), [Direction.Minimize], 3, trials)
                {
                    SpentShare = spentShare,
                };
            return Enumerable.Range(60, 40)
                .Average(n => Tpe(("costAware", ParameterValue.Of(costAware)), ("multivariate", ParameterValue.Of(multivariate)))
                    .Prepare(history).Suggest(n)["x"].AsDouble());
        }
    }

    [Fact]
    public void Suggest_BudgetNearlySpentAndValueOfManyParameters_StillPrefersCheapPoints()
    {
        // Densities over six parameters differ by far more than prices do.
        var space = Enumerable.Range(0, 6).Select(i => Spaces.Float($"x{i}", 0, 1)).ToArray();
        var trials = new Study(Tpe(), space).Run(100, p => p.Values.Skip(1).Sum(v => Square(v.AsDouble() - 0.5))).Trials
            .Select(t => t with { Cost = new Money((long)(1000 * Math.Exp(2 * t.Parameters["x0"].AsDouble()))) });

        Assert.True(MeanX(1) < MeanX(0) - 0.1, $"{MeanX(1)} and {MeanX(0)}");

        double MeanX(double spentShare)
        {
            var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], 3, trials) { SpentShare = spentShare };
            var sampler = Tpe(("costAware", ParameterValue.Of(true)));
            return Enumerable.Range(100, 60).Average(n => sampler.Prepare(history).Suggest(n)["x0"].AsDouble());
        }
    }

    [Fact]
    public void Run_TwoObjectives_FindsPointsAlongTheFront()
    {
        // The front is y = z = 0.5; x says where on it.
        var study =
            new Study(
                Tpe(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1), Spaces.Float("z", 0, 1)], 5, Direction.Minimize,
                Direction.Minimize).Run(100, (_, p) =>
        {
            var off = Math.Abs(p["y"].AsDouble() - 0.5) + Math.Abs(p["z"].AsDouble() - 0.5);
            return (TrialState.Complete, [p["x"].AsDouble() + off, 1 - p["x"].AsDouble() + off]);
        });
        var near = study.Trials.Where(t => t.Values!.Sum() < 1.2).Select(t => (int)(4 * t.Parameters["x"].AsDouble())).ToArray();
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.Contains(quarter, near));
    }

    [Fact]
    public void Run_Univariate_BeatsRandomAndStaysInTheSpace()
    {
        var univariate = SamplerSpec.Of("tpe", ("multivariate", ParameterValue.Of(false)));
        new Study(SamplerCatalog.BuiltIn.Create(univariate), Spaces.EveryKind).Run(60, Study.AnyObjective);
        var space = Enumerable.Range(0, 4).Select(i => Spaces.Float($"x{i}", -5, 5)).ToArray();
        var best = MedianBest(univariate, 60, space, p => p.Values.Sum(v => Square(v.AsDouble() - 1.5)));
        Assert.InRange(
            best, 0, 0.5 * MedianBest(new SamplerSpec { Type = "random" }, 60, space, p => p.Values.Sum(v => Square(v.AsDouble() - 1.5))));
    }

    [Theory]
    [InlineData("nStartupTrials", 0)]
    [InlineData("nCandidates", 0)]
    [InlineData("gamma", 0)]
    [InlineData("gamma", 0.6)]
    [InlineData("multivariate", 1)]
    [InlineData("constantLiar", 1)]
    [InlineData("costAware", 1)]
    [InlineData("priorWeight", 0)]
    public void Create_OptionOutOfRange_Throws(string name, double value) =>
        Assert.Throws<ArgumentException>(() => SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("tpe", (name, ParameterValue.Of(value)))));

    [Fact]
    public void Create_EveryOption_IsRead()
    {
        var study = new Study(Tpe(), Spaces.EveryKind).Run(30, Study.AnyObjective);
        var sampler = Tpe(
            ("nStartupTrials", ParameterValue.Of(20)), ("nCandidates",
                ParameterValue.Of(1)), ("gamma", ParameterValue.Of(0.5)), ("multivariate", ParameterValue.Of(true)),
            ("constantLiar", ParameterValue.Of(false)), ("costAware", ParameterValue.Of(false)), ("priorWeight", ParameterValue.Of(2.5)));
        Study.AssertInSpace(study.Space, sampler.Prepare(study.History).Suggest(30));
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

    private static ISampler Tpe(params (string Name, ParameterValue Value)[] options) =>
        SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("tpe", options));

    private static void AssertBeatsRandom(
        int trials, ParameterSpec[] space, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective)
    {
        var tpe = MedianBest(new SamplerSpec { Type = "tpe" }, trials, space, objective);
        var random = MedianBest(new SamplerSpec { Type = "random" }, trials, space, objective);
        Assert.True(tpe < 0.8 * random, $"TPE {tpe}, random {random}");
    }

    private static double MedianBest(
        SamplerSpec spec, int trials, ParameterSpec[] space, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective) =>
        Enumerable.Range(0, Seeds)
            .Select(
                seed => new Study(SamplerCatalog.BuiltIn.Create(spec), space, seed).Run(trials, objective).Trials.Min(t => t.Values![0]))
            .Order().ElementAt(Seeds / 2);
}
