using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>What every sampler must hold to.</summary>
public abstract class SamplerConformance
{
    /// <summary>The sampler, with its defaults.</summary>
    protected abstract string Type { get; }

    /// <summary>The hash of what it suggests in a fixed study; it must never change, bit for bit, on any machine or runtime.</summary>
    protected abstract string Fingerprint { get; }

    /// <summary>How many objectives it can have.</summary>
    protected virtual int MostDirections => 4;

    /// <summary>Whether it takes a few levels of a continuous parameter only.</summary>
    protected virtual bool HasLevels => false;

    /// <summary>A space that it can serve.</summary>
    protected virtual IReadOnlyList<ParameterSpec> ServedSpace => Spaces.EveryKind;

    private ISampler Sampler => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = Type });

    [Fact]
    public void Suggest_EveryKindOfParameter_StaysInTheSpace() => new Study(Sampler, Spaces.EveryKind).Run(120, Study.AnyObjective);

    [Fact]
    public void Suggest_ExtremeRanges_StaysInTheSpace() => new Study(Sampler, Spaces.Extreme).Run(60, Study.AnyObjective);

    [Fact]
    public void Suggest_RandomSpacesAndOutcomes_StaysInTheSpace() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new TrialRandom(seed, 1);
        new Study(Sampler, Spaces.Random(seed), seed).Run(25, (_, point) => random.NextInt(6) switch
        {
            0 => (TrialState.Failed, null),
            1 => (TrialState.Pruned, null),
            2 => (TrialState.Pruned, [random.NextGaussian()]),
            3 => (TrialState.Running, null),
            _ => (TrialState.Complete, [Math.Round(random.NextGaussian())]),
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Suggest_RandomSpaces_AlwaysTheSameForTheSameHistory() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var study = new Study(Sampler, Spaces.Random(seed), seed).Run(15, Study.AnyObjective);
        AssertSame(Sampler.Prepare(study.History).Suggest(15), Sampler.Prepare(study.History).Suggest(15));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Suggest_FixedStudies_GivesTheseVeryPoints()
    {
        var text = new System.Text.StringBuilder();
        for (var count = 1; count <= Math.Min(2, MostDirections); count++)
        {
            var random = new TrialRandom(2026, count);
            var study = new Study(Sampler, Spaces.EveryKind, 2026, [.. Enumerable.Repeat(Direction.Maximize, count)]);
            for (var i = 0; i < 60; i++)
            {
                study.RunOne(
                    (number, point) =>
                        new SampledTrial(
                            number, number % 9 == 8 ? TrialState.Failed : TrialState.Complete, point,
                            number % 9 == 8
                                ? null
                                : [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian() - Study.AnyObjective(point))])
                        {
                            Constraints = [point["linear"].AsDouble() - 2],
                            Cost = new Money(100 + (10 * point["int"].AsInt())),
                        },
                    spentShare: i / 60.0);
            }

            foreach (var trial in study.Trials) text.Append(Golden.Text(trial.Parameters));
        }

        Assert.Equal(Fingerprint, Hash(text.ToString()));
    }

    [Fact]
    public void Suggest_HistoryInAnyOrder_GivesTheSamePoint()
    {
        var study = new Study(Sampler, Spaces.EveryKind).Run(60, Study.AnyObjective);
        var expected = Sampler.Prepare(study.History).Suggest(60);

        AssertSame(expected, Sampler.Prepare(study.HistoryOf(study.Trials.Reverse())).Suggest(60));
        AssertSame(expected, Sampler.Prepare(study.HistoryOf(study.Trials.OrderBy(t => t.Number * 37 % 61))).Suggest(60));
    }

    [Fact]
    public void Suggest_SeveralFromOneSuggester_EqualsSuggestingWithTheOthersPending()
    {
        var study = new Study(Sampler, Spaces.EveryKind).Run(40, Study.AnyObjective);
        var suggester = Sampler.Prepare(study.History);
        var pending = new List<SampledTrial>(study.Trials);
        for (var number = 40; number < 60; number++)
        {
            var point = suggester.Suggest(number);
            AssertSame(Sampler.Prepare(study.HistoryOf(pending)).Suggest(number), point);
            pending.Add(new SampledTrial(number, TrialState.Waiting, point, null));
        }
    }

    [Fact]
    public void Suggest_AWholeWave_GivesDifferentPoints()
    {
        var study = new Study(Sampler, Spaces.EveryKind).Run(40, Study.AnyObjective);
        var suggester = Sampler.Prepare(study.History);
        var points = Enumerable.Range(40, 100).Select(suggester.Suggest).ToArray();
        Assert.Equal(100, points.Select(p => HasLevels ? Golden.Text(p) : p["linear"].ToString()).Distinct().Count());
        Assert.All(points, p => Study.AssertInSpace(study.Space, p));
    }

    [Fact]
    public void Suggest_AnotherSeed_GivesAnotherPoint()
    {
        var space = SearchSpace.From(Spaces.EveryKind);
        var a = Sampler.Prepare(new SamplerHistory(space, [Direction.Minimize], 1, [])).Suggest(0);
        var b = Sampler.Prepare(new SamplerHistory(space, [Direction.Minimize], 2, [])).Suggest(0);
        Assert.NotEqual(Golden.Text(a), Golden.Text(b));
    }

    [Theory]
    [InlineData(TrialState.Failed)]
    [InlineData(TrialState.Pruned)]
    [InlineData(TrialState.Running)]
    [InlineData(TrialState.Waiting)]
    public void Suggest_NoTrialHasAValue_StillSuggests(TrialState state) =>
        new Study(Sampler, Spaces.EveryKind).Run(40, (_, _) => (state, null));

    [Fact]
    public void Suggest_OnlyTheFirstHalfHasValues_StillSuggests() =>
        new Study(Sampler, Spaces.EveryKind)
            .Run(60, (number, point) => number < 30 ? (TrialState.Complete, [Study.AnyObjective(point)]) : (TrialState.Failed, null));

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e308, -1e308)]
    [InlineData(double.MaxValue, double.MinValue)]
    [InlineData(double.Epsilon, 0.0)]
    public void Suggest_ValuesEqualOrHuge_StillSuggests(double first, double second) =>
        new Study(Sampler, Spaces.EveryKind).Run(40, (number, _) => (TrialState.Complete, [number % 2 == 0 ? first : second]));

    [Fact]
    public void Suggest_OneValueOnlyEverywhere_ReturnsIt()
    {
        ParameterSpec[] space = [Spaces.Choice("a", "only"), Spaces.Float("b", 2, 2), Spaces.Int("c", 3, 3)];
        var point = new Study(Sampler, space).Run(20, Study.AnyObjective).Trials[^1].Parameters;
        Assert.Equal([ParameterValue.Of("only"), ParameterValue.Of(2.0), ParameterValue.Of(3)], [point["a"], point["b"], point["c"]]);
    }

    [Fact]
    public void Suggest_DecimalSteps_GivesDecimals()
    {
        var study = new Study(Sampler, [Spaces.Float("x", 0, 0.3, step: 0.1)]).Run(60, Study.AnyObjective);
        // Not every sampler comes to the worst of them.
        var seen = study.Trials.Select(t => t.Parameters["x"].AsDouble()).Distinct().ToArray();
        Assert.Empty(seen.Except([0, 0.1, 0.2, 0.3]));
        Assert.InRange(seen.Length, 3, 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Next_FewPoints_RepeatsNoneWhileOthersAreLeft(int workers)
    {
        ParameterSpec[] space =
        [
            Spaces.Choice("model", "tree", "net", "line"),
            Spaces.Int("size", 1, 4).When("model", ParameterValue.Of("tree"), ParameterValue.Of("net")),
            Spaces.Float("stepped", 0, 0.1, step: 0.1),
        ];
        for (var seed = 0; seed < 3; seed++)
        {
            var points = new Fresh.Workers(Type, space, seed, workers, Study.AnyObjective).Run(40);
            Assert.Equal(18, points.Take(18).Distinct().Count());
            Assert.Equal(18, points.Distinct().Count());
        }
    }

    [Fact]
    public void Next_ContinuousParameters_IsWhatTheSamplerSuggests()
    {
        var study = new Study(Sampler, Spaces.EveryKind).Run(40, Study.AnyObjective);
        var (suggester, fresh) = (Sampler.Prepare(study.History), new Core.Samplers.Fresh.FreshPoints(Sampler, study.History));
        for (var number = 40; number < 60; number++) AssertSame(suggester.Suggest(number), fresh.Next(number)!);
    }

    [Fact]
    public void Suggest_EmptySpace_GivesItsOnePointAgainAndAgain()
    {
        for (var count = 1; count <= MostDirections; count++)
        {
            var study = new Study(Sampler, SearchSpace.From([]), 7, [.. Enumerable.Repeat(Direction.Maximize, count)]);
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
            var suggester = Sampler.Prepare(study.History);
            Assert.All(Enumerable.Range(220, 8), number => Assert.Empty(suggester.Suggest(number)));
        }
    }

    [Fact]
    public void Suggest_HistoryFromAnotherSpace_IsTolerated()
    {
        var old =
            new Study(Sampler, [Spaces.Float("linear", -100, 100), Spaces.Choice("model", "gone", "net"), Spaces.Choice("int", "a", "b")])
                .Run(30, Study.AnyObjective);
        var space = SearchSpace.From(Spaces.EveryKind);
        Study.AssertInSpace(space, Sampler.Prepare(new SamplerHistory(space, [Direction.Maximize], 1, old.Trials)).Suggest(30));
    }

    [Fact]
    public void Suggest_SeveralDirections_StaysInTheSpace()
    {
        for (var count = 2; count <= MostDirections; count++)
        {
            var directions = Enumerable.Range(0, count).Select(i => i % 2 == 0 ? Direction.Minimize : Direction.Maximize).ToArray();
            new Study(Sampler, Spaces.EveryKind, 1, directions)
                .Run(
                    50, (number, point) => (TrialState.Complete,
                        [.. directions.Select((_, i) => Math.Sin(number * (i + 1)) + point["linear"].AsDouble())]));
        }
    }

    [Fact]
    public void Refusal_MoreDirectionsThanItCanHave_SaysSo()
    {
        var space = SearchSpace.From(ServedSpace);
        Assert.Null(
            SamplerCatalog.BuiltIn.Refusal(
                new SamplerSpec { Type = Type }, space, [.. Enumerable.Repeat(Direction.Minimize, MostDirections)]));
        if (MostDirections == 1)
            Assert.NotNull(
                SamplerCatalog.BuiltIn.Refusal(new SamplerSpec { Type = Type }, space, [Direction.Minimize, Direction.Minimize]));
    }

    [Fact]
    public void Suggest_FixedParameters_KeepTheirValuesAndBranch()
    {
        var spec = Studies.StudyFile.Spec(Studies.StudyFile.With("")) with
        {
            SearchSpace = Spaces.EveryKind,
            Fixed = new Dictionary<string, ParameterValue>
            {
                ["model"] = ParameterValue.Of("net"),
                ["linear"] = ParameterValue.Of(99.5),
                ["elsewhere"] = ParameterValue.Of(1),
            },
        };
        var space = SearchSpace.Of(spec);
        var study = new Study(Sampler, space).Run(30, Study.AnyObjective);
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
            Sampler,
            [.. Enumerable.Range(0, count).Select(
                i => i % 3 == 2 ? Spaces.Int($"x{i}", 1, 9) : Spaces.Float($"x{i}", -1, 2))]).Run(count == 1 ? 40 : 25, Study.AnyObjective);

    [Fact]
    public void Suggest_ConstraintsAndCosts_StaysInTheSpace()
    {
        var study = new Study(Sampler, Spaces.EveryKind);
        for (var i = 0; i < 45; i++)
            study.RunOne((number, point) => new SampledTrial(number, TrialState.Complete, point, [Study.AnyObjective(point)])
            {
                Constraints = number % 7 == 6 ? null : [point["linear"].AsDouble() - 1, number < 20 ? 1 : -1],
                Cost = new Money(number % 5 == 4 ? 0 : 1000 + (long)(1e6 * point["log"].AsDouble())),
            }, spentShare: i / 45.0);
    }

    [Fact]
    public void Suggest_TrialsEndInAnyOrder_TheSameWarmAndCold()
    {
        // What an instance did before must not be seen in what it suggests.
        var study = new Study(Sampler, Spaces.EveryKind, 5);
        var random = new TrialRandom(5, 5);
        var warm = new SamplerHistory(study.Space, [Direction.Minimize], 5);
        var sampler = Sampler;
        for (var number = 0; number < 90; number++)
        {
            foreach (var pending in warm.Trials.Where(t => t.State == TrialState.Running).ToArray())
                if (random.NextInt(4) == 0)
                    warm.Set(random.NextInt(8) == 0
                        ? pending with { State = TrialState.Failed }
                        : pending with { State = TrialState.Complete, Values = [Study.AnyObjective(pending.Parameters)] });
            var point = sampler.Prepare(warm).Suggest(number);
            if (number % 15 == 14) AssertSame(Sampler.Prepare(study.HistoryOf(warm.Trials)).Suggest(number), point);
            warm.Set(new SampledTrial(number, TrialState.Running, point, null));
        }
    }

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
        var study = new Study(Sampler, space);
        var random = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" }).Prepare(study.History);
        var history = study.HistoryOf(
            Enumerable.Range(0, 200).Select(i => new SampledTrial(i, TrialState.Complete, random.Suggest(i), [Math.Sin(i)])));
        var start = Stopwatch.GetTimestamp();
        var point = Sampler.Prepare(history).Suggest(200);
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
        Assert.Equal(5_000, new Study(Sampler, space).Run(12, Study.AnyObjective).Trials[^1].Parameters.Count);
    }

    private static TrialState EveryState(int number) => (number % 10) switch
    {
        0 => TrialState.Failed,
        1 => TrialState.Pruned,
        2 => TrialState.Running,
        _ => TrialState.Complete,
    };

    /// <summary>Points as a few characters: whichever bit of them changes, so do these.</summary>
    private static string Hash(string text) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..16];

    protected static void AssertSame(
        IReadOnlyDictionary<string, ParameterValue> expected, IReadOnlyDictionary<string, ParameterValue> actual) =>
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), actual.OrderBy(p => p.Key, StringComparer.Ordinal));
}
