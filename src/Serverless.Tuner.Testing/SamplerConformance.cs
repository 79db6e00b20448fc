using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Testing;

/// <summary>What every sampler must hold to: derive from it, and its tests are yours.</summary>
public abstract partial class SamplerConformance
{
    /// <summary>Makes the sampler anew; never one that has suggested already.</summary>
    protected abstract ISampler Create();

    /// <summary>The hash of what it suggests in fixed studies; it must never change, bit for bit, on any machine or runtime. Null for a
    /// sampler that may still change: then two runs must suggest the same.</summary>
    protected virtual string? Fingerprint => null;

    /// <summary>How many objectives it can have.</summary>
    protected virtual int MostDirections => 4;

    /// <summary>Whether trials of a wave may have the same value of a continuous parameter; as points they differ.</summary>
    protected virtual bool HasLevels => false;

    /// <summary>A space that it can serve.</summary>
    protected virtual IReadOnlyList<ParameterSpec> ServedSpace => Spaces.EveryKind;

    [Fact]
    public void Suggest_EveryKindOfParameter_StaysInTheSpace() => new Study(Create(), Spaces.EveryKind).Run(120, Study.AnyObjective);

    [Fact]
    public void Suggest_ExtremeRanges_StaysInTheSpace() => new Study(Create(), Spaces.Extreme).Run(60, Study.AnyObjective);

    [Fact]
    public void Suggest_RandomSpacesAndOutcomes_StaysInTheSpace() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new TrialRandom(seed, 1);
        new Study(Create(), Spaces.Random(seed), seed).Run(25, (_, point) => random.NextInt(6) switch
        {
            0 => (TrialState.Failed, null),
            1 => (TrialState.Pruned, null),
            2 => (TrialState.Pruned, [random.NextGaussian()]),
            3 => (TrialState.Running, null),
            _ => (TrialState.Complete, [Math.Round(random.NextGaussian())]),
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Suggest_AWholeWave_GivesDifferentPoints()
    {
        var study = new Study(Create(), Spaces.EveryKind).Run(40, Study.AnyObjective);
        var suggester = Create().Prepare(study.History);
        var points = Enumerable.Range(40, 100).Select(suggester.Suggest).ToArray();
        var distinct = points.Select(p => HasLevels ? Study.Text(p) : p["linear"].ToString()).Distinct().Count();
        Assert.True(distinct == 100, HasLevels
            ? $"Of the 100 points of a wave {100 - distinct} are repetitions."
            : $"In a wave of 100, 'linear' has {distinct} values: {nameof(HasLevels)} lets points share a value as long as they differ.");
        Assert.All(points, p => Study.AssertInSpace(study.Space, p));
    }

    [Fact]
    public void Suggest_OneValueOnlyEverywhere_ReturnsIt()
    {
        ParameterSpec[] space = [Spaces.Choice("a", "only"), Spaces.Float("b", 2, 2), Spaces.Int("c", 3, 3)];
        var point = new Study(Create(), space).Run(20, Study.AnyObjective).Trials[^1].Parameters;
        Assert.Equal([ParameterValue.Of("only"), ParameterValue.Of(2.0), ParameterValue.Of(3)], [point["a"], point["b"], point["c"]]);
    }

    [Fact]
    public void Suggest_DecimalSteps_GivesDecimals()
    {
        var study = new Study(Create(), [Spaces.Float("x", 0, 0.3, step: 0.1)]).Run(60, Study.AnyObjective);
        // Not every sampler comes to the worst of them.
        var seen = study.Trials.Select(t => t.Parameters["x"].AsDouble()).Distinct().ToArray();
        Assert.Empty(seen.Except([0, 0.1, 0.2, 0.3]));
        Assert.InRange(seen.Length, 3, 4);
    }

    [Fact]
    public void Suggest_EmptySpace_GivesItsOnePointAgainAndAgain()
    {
        for (var count = 1; count <= MostDirections; count++)
        {
            var study = new Study(Create(), SearchSpace.From([]), 7, [.. Enumerable.Repeat(Direction.Maximize, count)]);
            var random = new TrialRandom(7, count);
            // Beyond the number of trials at which a sampler that chooses another changes its mind.
            for (var i = 0; i < 220; i++)
                study.RunOne(
                    (number, point) =>
                        new SampledTrial(
                            number, EveryState(number), point,
                            number % 10 == 0 ? null : [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())])
                        {
                            Constraints = number % 7 == 0 ? null : [random.NextGaussian()],
                            Cost = new Money(100 + (long)(10 * random.NextDouble())),
                        }, spentShare: i / 220.0);
            Assert.All(study.Trials, t => Assert.Empty(t.Parameters));
            var suggester = Create().Prepare(study.History);
            Assert.All(Enumerable.Range(220, 8), number => Assert.Empty(suggester.Suggest(number)));
        }
    }

    [Fact]
    public void Suggest_SeveralDirections_StaysInTheSpace()
    {
        for (var count = 2; count <= MostDirections; count++)
        {
            var directions = Enumerable.Range(0, count).Select(i => i % 2 == 0 ? Direction.Minimize : Direction.Maximize).ToArray();
            new Study(Create(), Spaces.EveryKind, 1, directions)
                .Run(
                    50, (number, point) => (TrialState.Complete,
                        [.. directions.Select((_, i) => Math.Sin(number * (i + 1)) + point["linear"].AsDouble())]));
        }
    }

    [Fact]
    public void Refusal_MoreDirectionsThanItCanHave_SaysSo()
    {
        var space = SearchSpace.From(ServedSpace);
        Assert.Null(Create().Refusal(space, [.. Enumerable.Repeat(Direction.Minimize, MostDirections)]));
        if (MostDirections == 1) Assert.NotNull(Create().Refusal(space, [Direction.Minimize, Direction.Minimize]));
    }

    [Fact]
    public void Suggest_FixedParameters_KeepTheirValuesAndBranch()
    {
        var spec = new StudySpec
        {
            Name = "fixed",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "any" },
            Directions = [Direction.Minimize],
            SearchSpace = Spaces.EveryKind,
            Fixed = new Dictionary<string, ParameterValue>
            {
                ["model"] = ParameterValue.Of("net"),
                ["linear"] = ParameterValue.Of(99.5),
                ["elsewhere"] = ParameterValue.Of(1),
            },
        };
        var space = SearchSpace.Of(spec);
        var study = new Study(Create(), space).Run(30, Study.AnyObjective);
        Assert.All(
            study.Trials,
            t => Assert.Equal((ParameterValue.Of("net"), ParameterValue.Of(99.5)), (t.Parameters["model"], t.Parameters["linear"])));
        Assert.All(study.Trials, t => Assert.Contains("layers", t.Parameters.Keys));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Suggest_FewOrManyParameters_StaysInTheSpace(int count) =>
        new Study(
            Create(),
            [.. Enumerable.Range(0, count).Select(
                i => i % 3 == 2 ? Spaces.Int($"x{i}", 1, 9) : Spaces.Float($"x{i}", -1, 2))]).Run(count == 1 ? 40 : 25, Study.AnyObjective);

    [Fact]
    public void Suggest_TenThousandParameters_TakesNoLongerThanASecondOrSo()
    {
        var space = Enumerable.Range(0, 10_000).Select(i => (i % 4) switch
        {
            0 => Spaces.Float($"p{i}", 0, 1),
            1 => Spaces.Int($"p{i}", 0, 12),
            2 => Spaces.Choice($"p{i}", "a", "b", "c"),
            _ => Spaces.Float($"p{i}", 1e-3, 1, log: true).When($"p{i - 1}", ParameterValue.Of("a")),
        }).ToArray();
        var study = new Study(Create(), space);
        var random = new RandomSampler().Prepare(study.History);
        var history = study.HistoryOf(
            Enumerable.Range(0, 200).Select(i => new SampledTrial(i, TrialState.Complete, random.Suggest(i), [Math.Sin(i)])));
        var start = Stopwatch.GetTimestamp();
        var point = Create().Prepare(history).Suggest(200);
        // A second in a release build; unoptimised code on a busy machine may take several.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 10);
        Study.AssertInSpace(study.Space, point);
    }

    [Fact]
    public void Suggest_AChainOfThousandsOfConditions_DoesNotOverflowTheStack()
    {
        var space = Enumerable.Range(0, 5_000)
            .Select(i => i == 0 ? Spaces.Choice("p0", "a") : Spaces.Choice($"p{i}", "a").When($"p{i - 1}", ParameterValue.Of("a")))
            .ToArray();
        Assert.Equal(5_000, new Study(Create(), space).Run(12, Study.AnyObjective).Trials[^1].Parameters.Count);
    }

    private static TrialState EveryState(int number) => (number % 10) switch
    {
        0 => TrialState.Failed,
        1 => TrialState.Pruned,
        2 => TrialState.Running,
        _ => TrialState.Complete,
    };
}
