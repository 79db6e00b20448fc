using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.CmaEs;

public class CmaEsSamplerTests : BuiltInSamplerTests
{
    private static readonly double[] Optimum = [0.31, -0.42, 0.77, 0.05, -0.63];

    protected override string Type => "cmaes";

    protected override string Fingerprint => "3A2966EBB4BB93F4";

    protected override int MostDirections => 1;

    [Fact]
    public void Suggest_Sphere_IsSolvedIn300Trials() => AssertSolved(300, 1e-4, x => x.Sum(v => v * v));

    [Fact]
    public void Suggest_RotatedEllipsoid_IsSolvedIn1000Trials() => AssertSolved(1_000, 1e-4, x =>
    {
        // Every plane turned by an angle of its own; the axes differ by a factor of 1,000.
        for (var i = 0; i < 5; i++)
            for (var j = i + 1; j < 5; j++)
            {
                var (c, s) = (Math.Cos(i + (2 * j)), Math.Sin(i + (2 * j)));
                (x[i], x[j]) = ((c * x[i]) - (s * x[j]), (s * x[i]) + (c * x[j]));
            }

        return x.Select((v, i) => Math.Pow(1e3, i / 4.0) * v * v).Sum();
    });

    [Fact]
    public void Suggest_Rosenbrock_IsSolvedIn1500Trials() => AssertSolved(1_500, 1e-2, x =>
    {
        var y = x.Select(v => 1 + v).ToArray();
        return Enumerable.Range(0, 4).Sum(i => (100 * Math.Pow(y[i + 1] - (y[i] * y[i]), 2)) + Math.Pow(1 - y[i], 2));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Suggest_SurrogateOfACorrelatedBowl_TakesFewTrials(int seed)
    {
        double Best(ISampler sampler) => new Study(sampler, [.. Enumerable.Range(0, 6).Select(i => Spaces.Float($"x{i}", -1, 1))], seed)
            .Run(120, p => Enumerable.Range(0, 5).Sum(i => Square(p[$"x{i}"], 0.3) + (10 * Square(p[$"x{i + 1}"], p[$"x{i}"].AsDouble()))))
            .Trials.Min(t => t.Values![0]);

        Assert.InRange(Best(WithSurrogate()), 0, Best(New()) / 1_000);
    }

    [Fact]
    public void Suggest_SurrogateAndRestart_IsWhatItWas()
    {
        var study = new Study(WithSurrogate(), [.. Enumerable.Range(0, 5).Select(i => Spaces.Float($"x{i}", -1, 1))], 3);
        for (var i = 0; i < 80; i++)
        {
            var anew = WithSurrogate().Prepare(study.History).Suggest(study.Trials.Count);
            study.RunOne((number, p) =>
            {
                AssertSame(anew, p);
                return new SampledTrial(number, TrialState.Complete, p, [p.Values.Sum(v => Square(v, 0.2))]);
            });
        }
    }

    [Theory]
    [InlineData("an int")]
    [InlineData("a choice")]
    public void Suggest_SurrogateBesideADiscreteParameter_IsAsWithout(string kind)
    {
        ParameterSpec[] space = [Spaces.Float("x", -1, 1), kind == "an int" ? Spaces.Int("n", 0, 9) : Spaces.Choice("c", "a", "b")];
        var (with, without) = (new Study(WithSurrogate(), space, 1), new Study(New(), space, 1));
        with.Run(60, p => Square(p["x"], 0.2));
        without.Run(60, p => Square(p["x"], 0.2));
        Assert.All(with.Trials.Zip(without.Trials), pair => AssertSame(pair.First.Parameters, pair.Second.Parameters));
    }

    [Fact]
    public void Suggest_Maximise_GoesUp()
    {
        var study = new Study(New(), [Spaces.Float("x", -1, 1), Spaces.Float("y", -1, 1)], 1, Direction.Maximize)
            .Run(120, p => -Square(p["x"], 0.4) - Square(p["y"], -0.2));
        Assert.InRange(study.Trials.Max(t => t.Values![0]), -1e-4, 0);
    }

    [Fact]
    public void Suggest_Integers_AreSolvedAndNotStuck()
    {
        // Binary ones, narrow and wide ones: without a margin the step size shrinks below the cells before they are right.
        ParameterSpec[] space = [
            .. Enumerable.Range(0, 6).Select(i => Spaces.Int($"x{i}", 0, i < 2 ? 1 : i < 4 ? 5 : 40)), Spaces.Float("y", 0, 1)];
        double[] best = [1, 0, 4, 1, 33, 7];
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var study = new Study(New(), space, seed)
                .Run(500, p => Square(p["y"], 0.37) + Enumerable.Range(0, 6).Sum(i => Square(p[$"x{i}"], best[i]) / (i < 4 ? 1 : 20)));
            Assert.InRange(study.Trials.Min(t => t.Values![0]), 0, 1e-2);
            // It goes on to try other cells to the end.
            Assert.True(
                study.Trials.TakeLast(100)
                    .Select(t => string.Join(' ', Enumerable.Range(0, 6).Select(i => t.Parameters[$"x{i}"]))).Distinct().Count() > 3);
        }
    }

    [Fact]
    public void Suggest_Categorical_PrefersTheBetterChoices()
    {
        var study = new Study(New(), [Spaces.Choice("c", "a", "b", "c", "d"), Spaces.Float("x", 0, 1)])
            .Run(200, p => Square(p["x"], 0.6) + (p["c"].ToString() == "c" ? 0 : 0.3));
        var last = study.Trials.TakeLast(80).Count(t => t.Parameters["c"].ToString() == "c");
        Assert.InRange(last, 50, 79);
    }

    [Fact]
    public void Suggest_ConditionalParameters_AreLearnedInTheirBranch()
    {
        ParameterSpec[] space = [
            Spaces.Choice("model", "a", "b"), Spaces.Float("x", 0, 1).When("model", ParameterValue.Of("a")), Spaces.Float("y", 0, 1)];
        var study = new Study(New(), space).Run(250, p => Square(p["y"], 0.2) + (p.TryGetValue("x", out var x) ? Square(x, 0.8) : 0.05));
        Assert.InRange(study.Trials.Min(t => t.Values![0]), 0, 1e-3);
    }

    [Fact]
    public void Suggest_FailingRegion_IsLeft()
    {
        // Half of the space fails, and there the best points would be.
        var study = new Study(New(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)])
            .Run(
                150,
                (_, p) =>
                    p["x"].AsDouble() > 0.55
                        ? (TrialState.Failed, null)
                        : (TrialState.Complete, [1 - p["x"].AsDouble() + Square(p["y"], 0.5)]));
        Assert.InRange(study.Trials.Where(t => t.Values is not null).Min(t => t.Values![0]), 0.45, 0.46);
        Assert.True(study.Trials.TakeLast(60).Count(t => t.State == TrialState.Complete) > 20);
    }

    [Fact]
    public void Suggest_Constraint_IsKept()
    {
        var study = new Study(New(), [Spaces.Float("x", -1, 1), Spaces.Float("y", -1, 1)]);
        for (var i = 0; i < 200; i++)
            study.RunOne((number, p) => new SampledTrial(number, TrialState.Complete, p, [p["x"].AsDouble() + p["y"].AsDouble()])
            {
                Constraints = [Square(p["x"], 0) + Square(p["y"], 0) - 0.5],
            });
        Assert.InRange(study.Trials.Where(t => t.Constraints![0] <= 0).Min(t => t.Values![0]), -1, -0.98);
    }

    [Fact]
    public void Suggest_StartTrials_AreWhereItBegins()
    {
        // The start trials are near one corner: drawn from what the best of them taught, so is what follows.
        var study =
            new Study(
                SamplerCatalog.BuiltIn.Create(
                    SamplerSpec.Of("cmaes", ("nStartupTrials", ParameterValue.Of(10)), ("sigma0", ParameterValue.Of(0.05)))),
                    [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)]);
        for (var i = 0; i < 10; i++)
            study.Add(
                new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.9 + (0.01 * i)), ["y"] = ParameterValue.Of(0.1) });
        study.Run(5, Study.AnyObjective);
        Assert.All(study.Trials.Skip(10), t => Assert.InRange(t.Parameters["x"].AsDouble(), 0.7, 1));
        Assert.All(study.Trials.Skip(10), t => Assert.InRange(t.Parameters["y"].AsDouble(), 0, 0.3));
    }

    [Fact]
    public void Suggest_NoWarmStart_BeginsInTheMiddle()
    {
        var study =
            new Study(
                SamplerCatalog.BuiltIn.Create(
                    SamplerSpec.Of(
                        "cmaes", ("nStartupTrials", ParameterValue.Of(4)), ("sigma0", ParameterValue.Of(0.01)),
                        ("warmStart", ParameterValue.Of(false)))), [Spaces.Float("x", 0, 1)]).Run(8, Study.AnyObjective);
        Assert.All(study.Trials.Skip(4), t => Assert.InRange(t.Parameters["x"].AsDouble(), 0.4, 0.6));
    }

    [Fact]
    public void Suggest_ConvergedInALocalMinimum_BeginsAnewElsewhere()
    {
        Assert.InRange(Spread(Run("ipop")), 0.3, 1);
        Assert.InRange(Spread(Run("bipop")), 0.3, 1);
        Assert.NotEqual(Texts(Run("ipop")), Texts(Run("bipop")));
        Assert.InRange(Spread(Run("none")), 0, 0.1);

        static double Spread(Study study)
        {
            var late = study.Trials.Skip(150).Select(t => t.Parameters["x"].AsDouble()).ToArray();
            return late.Max() - late.Min();
        }

        static Study Run(string strategy) =>
            new Study(
                SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("cmaes", ("restartStrategy", ParameterValue.Of(strategy)))),
                [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)])
            .Run(900, p => Square(p["x"], 0.3) + Square(p["y"], 0.7));
    }

    [Fact]
    public void Suggest_RandomOrderOfEnds_IsTheSameWarmAndCold() => Laws.HoldForSeeds(
        seed =>
        {
            var space = SearchSpace.From(
                [Spaces.Float("x", 0, 1), Spaces.Int("k", 0, 9),
                    Spaces.Choice("c", "a", "b"), Spaces.Float("z", 1, 9, log: true).When("c", ParameterValue.Of("b"))]);
            var random = new TrialRandom(seed, 0);
            var warm = new SamplerHistory(space, [Direction.Minimize], seed);
            var sampler = New();
            for (var number = 0; number < 150; number++)
            {
                var open = warm.Trials.Where(t => t.State == TrialState.Running).ToArray();
                // Now and then one hangs for long.
                foreach (var trial in open.Where(t => t.Number % 23 != 7 || random.NextInt(60) == 0))
                    if (random.NextInt(3) == 0)
                        warm.Set(
                            random.NextInt(9) == 0 ? trial with { State = TrialState.Failed }
                                : trial with { State = TrialState.Complete, Values = [Study.AnyObjective(trial.Parameters)] });
                var suggester = sampler.Prepare(warm);
                for (var more = random.NextInt(3); more >= 0; more--)
                {
                    var point = suggester.Suggest(number);
                    AssertSame(New().Prepare(new SamplerHistory(space, [Direction.Minimize], seed, warm.Trials)).Suggest(number), point);
                    warm.Set(new SampledTrial(number, TrialState.Running, point, null));
                    if (more > 0) number++;
                }
            }
        },
        tests: 8);

    [Fact]
    public void Suggest_OneTrialHangs_GoesOnWithoutIt()
    {
        var study = new Study(New(), [Spaces.Float("x", 0, 1), Spaces.Float("y", 0, 1)])
            .Run(
                150,
                (number, p) =>
                    number == 3 ? (TrialState.Running, null) : (TrialState.Complete, [Square(p["x"], 0.2) + Square(p["y"], 0.9)]));
        Assert.InRange(study.Trials.Where(t => t.Values is not null).Min(t => t.Values![0]), 0, 1e-4);
    }

    [Fact]
    public void Refusal_SeveralObjectives_SaysHowMany() => Assert.Contains(
        "one objective, not 2",
        SamplerCatalog.BuiltIn.Refusal(
            SamplerSpec.Of("cmaes"), SearchSpace.From(Spaces.EveryKind), [Direction.Minimize, Direction.Maximize]),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("sigma0", 0.0)]
    [InlineData("sigma0", 1.5)]
    [InlineData("populationSize", 3.0)]
    [InlineData("nStartupTrials", -1.0)]
    public void Create_OptionOutOfRange_Throws(string option, double value) =>
        Assert.Throws<ArgumentException>(
            () =>
                SamplerCatalog.BuiltIn.Create(
                    SamplerSpec.Of(
                        "cmaes", (option, value == Math.Floor(value) ? ParameterValue.Of((long)value) : ParameterValue.Of(value)))));

    private static void AssertSolved(int trials, double tolerance, Func<double[], double> function)
    {
        ParameterSpec[] space = [.. Enumerable.Range(0, 5).Select(i => Spaces.Float($"x{i}", -1, 1))];
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var history = new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], seed);
            var sampler = New();
            var best = double.PositiveInfinity;
            for (var number = 0; number < trials; number++)
            {
                var point = sampler.Prepare(history).Suggest(number);
                var value = function([.. Optimum.Select((o, i) => point[$"x{i}"].AsDouble() - o)]);
                history.Set(new SampledTrial(number, TrialState.Complete, point, [value]));
                best = Math.Min(best, value);
            }

            Assert.InRange(best, 0, tolerance);
        }
    }

    private static ISampler New() => SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("cmaes"));

    private static double Square(ParameterValue x, double centre) => (x.AsDouble() - centre) * (x.AsDouble() - centre);

    private static string[] Texts(Study study) => [.. study.Trials.Select(t => Study.Text(t.Parameters))];

    private static ISampler WithSurrogate() =>
        SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("cmaes", ("surrogate", ParameterValue.Of(true))));
}
