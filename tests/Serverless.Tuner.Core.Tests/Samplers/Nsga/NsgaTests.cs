using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Nsga;

/// <summary>What both evolutionary samplers must hold to.</summary>
public abstract class NsgaTests : BuiltInSamplerTests
{
    private static readonly Direction[] TwoMinima = [Direction.Minimize, Direction.Minimize];

    /// <summary>Children of a wave have the same parents, and often a coordinate of them unchanged; as points they differ.</summary>
    protected override bool HasLevels => true;

    private static ParameterSpec[] Cube { get; } = [.. Enumerable.Range(0, 5).Select(i => Spaces.Float($"x{i}", 0, 1))];

    [Fact]
    public void Suggest_FirstPopulation_IsQuasiRandom()
    {
        var study = new Study(Nsga(), Spaces.EveryKind).Run(20, Study.AnyObjective);
        var sobol = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("qmc")).Prepare(study.HistoryOf([]));
        for (var number = 0; number < 20; number++) AssertSame(sobol.Suggest(number), study.Trials[number].Parameters);
    }

    [Fact]
    public void Suggest_TwoObjectives_DominatesMoreThanRandomSearch() =>
        Assert.True(Volume(Nsga()) > 1.15 * Volume(SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random"))));

    [Fact]
    public void Suggest_OneObjective_FindsBetterThanRandomSearch()
    {
        static double Best(ISampler sampler) => Enumerable.Range(1, 9).Select(seed => new Study(sampler, Cube, seed)
            .Run(100, p => p.Values.Sum(v => Math.Abs(v.AsDouble() - 0.3))).Trials.Min(t => t.Values![0])).Order().ElementAt(4);
        Assert.True(Best(Nsga()) < 0.5 * Best(SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random"))));
    }

    [Fact]
    public void Suggest_OnlyATinyPartIsFeasible_ReachesIt()
    {
        // One point in 240 is feasible, and it is not where the objectives are best.
        var feasible = 0;
        for (var seed = 1; seed <= 5; seed++)
        {
            var study = new Study(Nsga(), Cube, seed, TwoMinima);
            for (var i = 0; i < 200; i++)
                study.RunOne(
                    (number, p) =>
                        new SampledTrial(
                            number, TrialState.Complete, p, TwoObjectives(p))
                        { Constraints = [3.8 - p.Values.Sum(v => v.AsDouble())] });
            if (study.History.Encoded.Count(t => t.IsFeasible) >= 40) feasible++;
        }

        Assert.Equal(5, feasible);
    }

    [Fact]
    public void Suggest_AnotherInstanceAndHistory_GivesTheSamePoint()
    {
        // Warm: one history that grows, with trials that end late and numbers that come in between. Cold: all at once.
        var space = SearchSpace.From(Spaces.EveryKind);
        var random = new TrialRandom(7, 7);
        var sampler = Nsga();
        var history = new SamplerHistory(space, TwoMinima, 3);
        for (var number = 0; number < 160; number++)
        {
            if (number % 10 == 4) continue; // Comes later, out of order.
            foreach (var running in history.Trials.Where(t => t.State == TrialState.Running).ToArray())
                if (random.NextInt(6) == 0) history.Set(End(running, random));
            if (number % 30 == 29)
                history.Set(
                    End(new SampledTrial(number - 25, TrialState.Running, sampler.Prepare(history).Suggest(number - 25), null), random));

            var point = sampler.Prepare(history).Suggest(number);
            AssertSame(Nsga().Prepare(new SamplerHistory(space, TwoMinima, 3, history.Trials)).Suggest(number), point);
            history.Set(new SampledTrial(number, TrialState.Running, point, null));
        }
    }

    [Fact]
    public void Suggest_AnEarlierTrialAgain_GivesTheSamePoint()
    {
        // What came after a generation does not matter to it.
        var study = new Study(Nsga(), Spaces.EveryKind, 1, TwoMinima);
        var sampler = Nsga();
        study.Run(80, (number, _) => (TrialState.Complete, [Math.Sin(number), Math.Cos(number)]));
        sampler.Prepare(study.History).Suggest(80);
        foreach (var number in (int[])[79, 21, 50])
            AssertSame(study.Trials[number].Parameters, sampler.Prepare(study.History).Suggest(number));
    }

    [Fact]
    public void Suggest_FailedTrials_AreNoParents()
    {
        // The half in which trials fail is left as soon as parents are chosen.
        var study = new Study(Nsga(), Cube, 1, TwoMinima)
            .Run(150, (_, p) => p["x0"].AsDouble() < 0.5 ? (TrialState.Failed, null) : (TrialState.Complete, TwoObjectives(p)));
        Assert.InRange(study.Trials.Skip(50).Count(t => t.State == TrialState.Failed), 0, 30);
    }

    [Fact]
    public void Suggest_PrunedTrials_RankBehindComplete()
    {
        // The pruned half has the better values.
        var study = new Study(Nsga(), Cube)
            .Run(150, (_, p) => p["x0"].AsDouble() < 0.5 ? (TrialState.Pruned, [-1.0]) : (TrialState.Complete, [p["x1"].AsDouble()]));
        Assert.InRange(study.Trials.Skip(50).Count(t => t.State == TrialState.Pruned), 0, 30);
    }

    [Fact]
    public void Suggest_ChildrenOfABranchNoParentHas_DrawItsParameters()
    {
        // With mutation only the categorical changes, so that children meet parameters that neither parent has.
        ParameterSpec[] space = [Spaces.Choice("model", "a", "b"), Spaces.Float("of b", 0, 1).When("model", ParameterValue.Of("b"))];
        var study = new Study(Nsga(("mutationProb", ParameterValue.Of(0.5))), space)
            .Run(120, (_, p) => (TrialState.Complete, [p["model"] == ParameterValue.Of("a") ? 0 : 1]));
        Assert.True(
            study.Trials.Skip(60).Where(t => t.Parameters.ContainsKey("of b")).Select(t => t.Parameters["of b"]).Distinct().Count() > 5);
    }

    [Theory]
    [InlineData("populationSize", 1)]
    [InlineData("mutationProb", 1.5)]
    [InlineData("crossoverProb", -0.1)]
    [InlineData("tournamentSize", 0)]
    [InlineData("unknown", 1)]
    public void Create_OptionWrong_Throws(string name, double value) =>
        Assert.Throws<ArgumentException>(() => Nsga((name, ParameterValue.Of(value))));

    protected ISampler Nsga(params (string Name, ParameterValue Value)[] options) =>
        SamplerCatalog.BuiltIn.Create(SamplerSpec.Of(Type, options));

    private static double[] TwoObjectives(IReadOnlyDictionary<string, ParameterValue> p)
    {
        var rest = 1 + p.Where(x => x.Key != "x0").Sum(x => Math.Abs(x.Value.AsDouble() - 0.3));
        var x0 = p["x0"].AsDouble();
        return [x0 * rest, (1 - x0) * rest];
    }

    private static double Volume(ISampler sampler) => Enumerable.Range(1, 9)
        .Select(seed => Hypervolume.Of(
            new Study(sampler, Cube, seed, TwoMinima)
                .Run(120, (_, p) => (TrialState.Complete, TwoObjectives(p))).Trials.Select(t => t.Values!.ToArray()), [1.5, 1.5]))
        .Order().ElementAt(4);

    private static SampledTrial End(SampledTrial trial, TrialRandom random) => random.NextInt(8) switch
    {
        0 => trial with { State = TrialState.Failed },
        1 => trial with { State = TrialState.Pruned, Values = [random.NextInt(5), random.NextInt(5)] },
        _ =>
            trial with
            {
                State = TrialState.Complete,
                Values = [random.NextInt(5), random.NextInt(5)],
                Constraints = random.NextInt(3) == 0 ? [random.NextDouble()] : null
            },
    };
}
