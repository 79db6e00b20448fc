using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Testing;

/// <content>Whatever came before.</content>
public abstract partial class SamplerConformance
{
    [Fact]
    public void Suggest_RandomSpaces_AlwaysTheSameForTheSameHistory() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var study = new Study(Create(), Spaces.Random(seed), seed).Run(15, Study.AnyObjective);
        AssertSame(Create().Prepare(study.History).Suggest(15), Create().Prepare(study.History).Suggest(15));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Suggest_FixedStudies_GivesTheseVeryPoints() => Assert.Equal(Fingerprint ?? Print(), Print());

    [Fact]
    public void Suggest_HistoryInAnyOrder_GivesTheSamePoint()
    {
        var study = new Study(Create(), Spaces.EveryKind).Run(60, Study.AnyObjective);
        var expected = Create().Prepare(study.History).Suggest(60);

        AssertSame(expected, Create().Prepare(study.HistoryOf(study.Trials.Reverse())).Suggest(60));
        AssertSame(expected, Create().Prepare(study.HistoryOf(study.Trials.OrderBy(t => t.Number * 37 % 61))).Suggest(60));
    }

    [Fact]
    public void Suggest_SeveralFromOneSuggester_EqualsSuggestingWithTheOthersPending()
    {
        var study = new Study(Create(), Spaces.EveryKind).Run(40, Study.AnyObjective);
        var suggester = Create().Prepare(study.History);
        var pending = new List<SampledTrial>(study.Trials);
        for (var number = 40; number < 60; number++)
        {
            var point = suggester.Suggest(number);
            AssertSame(Create().Prepare(study.HistoryOf(pending)).Suggest(number), point);
            pending.Add(new SampledTrial(number, TrialState.Waiting, point, null));
        }
    }

    [Fact]
    public void Suggest_AnotherSeed_GivesAnotherPoint()
    {
        var space = SearchSpace.From(Spaces.EveryKind);
        var a = Create().Prepare(new SamplerHistory(space, [Direction.Minimize], 1, [])).Suggest(0);
        var b = Create().Prepare(new SamplerHistory(space, [Direction.Minimize], 2, [])).Suggest(0);
        Assert.NotEqual(Study.Text(a), Study.Text(b));
    }

    [Theory]
    [InlineData(TrialState.Failed)]
    [InlineData(TrialState.Pruned)]
    [InlineData(TrialState.Running)]
    [InlineData(TrialState.Waiting)]
    public void Suggest_NoTrialHasAValue_StillSuggests(TrialState state) =>
        new Study(Create(), Spaces.EveryKind).Run(40, (_, _) => (state, null));

    [Fact]
    public void Suggest_OnlyTheFirstHalfHasValues_StillSuggests() =>
        new Study(Create(), Spaces.EveryKind)
            .Run(60, (number, point) => number < 30 ? (TrialState.Complete, [Study.AnyObjective(point)]) : (TrialState.Failed, null));

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e308, -1e308)]
    [InlineData(double.MaxValue, double.MinValue)]
    [InlineData(double.Epsilon, 0.0)]
    public void Suggest_ValuesEqualOrHuge_StillSuggests(double first, double second) =>
        new Study(Create(), Spaces.EveryKind).Run(40, (number, _) => (TrialState.Complete, [number % 2 == 0 ? first : second]));

    [Fact]
    public void Suggest_HistoryFromAnotherSpace_IsTolerated()
    {
        var old =
            new Study(Create(), [Spaces.Float("linear", -100, 100), Spaces.Choice("model", "gone", "net"), Spaces.Choice("int", "a", "b")])
                .Run(30, Study.AnyObjective);
        var space = SearchSpace.From(Spaces.EveryKind);
        Study.AssertInSpace(space, Create().Prepare(new SamplerHistory(space, [Direction.Maximize], 1, old.Trials)).Suggest(30));
    }

    [Fact]
    public void Suggest_ConstraintsAndCosts_StaysInTheSpace()
    {
        var study = new Study(Create(), Spaces.EveryKind);
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
        var study = new Study(Create(), Spaces.EveryKind, 5);
        var random = new TrialRandom(5, 5);
        var warm = new SamplerHistory(study.Space, [Direction.Minimize], 5);
        var sampler = Create();
        for (var number = 0; number < 90; number++)
        {
            foreach (var pending in warm.Trials.Where(t => t.State == TrialState.Running).ToArray())
                if (random.NextInt(4) == 0)
                    warm.Set(random.NextInt(8) == 0
                        ? pending with { State = TrialState.Failed }
                        : pending with { State = TrialState.Complete, Values = [Study.AnyObjective(pending.Parameters)] });
            var point = sampler.Prepare(warm).Suggest(number);
            if (number % 15 == 14) AssertSame(Create().Prepare(study.HistoryOf(warm.Trials)).Suggest(number), point);
            warm.Set(new SampledTrial(number, TrialState.Running, point, null));
        }
    }

    private string Print()
    {
        var text = new StringBuilder();
        for (var count = 1; count <= Math.Min(2, MostDirections); count++)
        {
            var random = new TrialRandom(2026, count);
            var study = new Study(Create(), Spaces.EveryKind, 2026, [.. Enumerable.Repeat(Direction.Maximize, count)]);
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

            foreach (var trial in study.Trials) text.Append(Study.Text(trial.Parameters));
        }

        return Hash(text.ToString());
    }

    /// <summary>Points as a few characters: whichever bit of them changes, so do these.</summary>
    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private protected static void AssertSame(
        IReadOnlyDictionary<string, ParameterValue> expected, IReadOnlyDictionary<string, ParameterValue> actual) =>
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), actual.OrderBy(p => p.Key, StringComparer.Ordinal));
}
