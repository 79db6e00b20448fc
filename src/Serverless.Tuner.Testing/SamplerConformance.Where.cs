using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Testing;

/// <content>Spaces of which a study's <c>where</c> leaves a part.</content>
public abstract partial class SamplerConformance
{
    private const double Rounding = 1e-9;

    [Fact]
    public void Next_RandomSpacesAndExpressions_KeepsThem() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new TrialRandom(seed, 2);
        var space = Spaces.Random(seed);
        var numbers = space.Where(p => p.Kind != ParameterKind.Categorical).ToArray();
        if (numbers.Length == 0) return;
        var terms = Enumerable.Range(0, 1 + (int)random.NextInt(3)).Select(_ => new Term(
            numbers[random.NextInt(numbers.Length)].Name,
            random.NextInt(2) == 0 ? numbers[random.NextInt(numbers.Length)].Name : null,
            Math.Round(4 * random.NextGaussian(), 2))).ToArray();
        var any = new RandomSampler().Prepare(new SamplerHistory(SearchSpace.From(space), [Direction.Minimize], seed));
        var sums = Enumerable.Range(0, 64).Select(n => Sum(terms, any.Suggest(n))).OfType<(double Value, double Size)>()
            .Where(sum => double.IsFinite(sum.Size)).OrderBy(sum => sum.Value).ToArray();
        if (sums.Length == 0) return;
        var (bound, size) = sums[random.NextInt(sums.Length)];
        var expression = string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(" + ", terms.Select(t => t.Text))} <= {bound + (Rounding * size):R}");
        RunWhere(space, [expression], seed, 15, point =>
            Assert.True(
                Sum(terms, point) is not { } sum || sum.Value <= bound + (2 * Rounding * (size + sum.Size)),
                $"{Study.Text(point)}does not keep {expression}."));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_WhereLeavesOnePointOfAHundred_KeepsIt()
    {
        ParameterSpec[] space =
        [
            Spaces.Float("a", 0, 1), Spaces.Float("b", 0, 1), Spaces.Float("c", 0, 1), Spaces.Float("d", 0, 1),
            Spaces.Choice("e", "x", "y"),
        ];
        RunWhere(space, ["a + b + c + d <= 0.7"], 3, 60, point =>
            Assert.InRange("abcd".Sum(name => point[name.ToString()].AsDouble()), 0, 0.7 + Rounding));
        RunWhere(space, ["a * b >= 0.86"], 4, 40, point =>
            Assert.InRange(point["a"].AsDouble() * point["b"].AsDouble(), 0.86 - Rounding, 1));
    }

    /// <summary>Runs the trials of a study with a <c>where</c>, as the tuner asks the sampler for them.</summary>
    private void RunWhere(
        ParameterSpec[] specs, string[] where, int seed, int count, Action<IReadOnlyDictionary<string, ParameterValue>> check)
    {
        var spec = new StudySpec
        {
            Name = "where",
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.External },
            Directions = [Direction.Minimize],
            SearchSpace = specs,
            Where = where,
            Seed = seed,
        };
        var space = SearchSpace.Of(spec);
        var (sampler, history) = (Create(), StudyHistory.Empty(spec, space, [], null, null, []));
        for (var number = 0; number < count; number++)
        {
            var point = new FreshPoints(sampler, history).Next(number);
            Assert.True(point is not null, $"No point was found that keeps {string.Join(" and ", where)}.");
            Study.AssertInSpace(space, point);
            check(point);
            history.Set(new SampledTrial(number, TrialState.Complete, point, [Study.AnyObjective(point)]));
        }
    }

    /// <summary>The sum of the terms and that of their sizes; null for a point that lacks a parameter of one.</summary>
    private static (double Value, double Size)? Sum(Term[] terms, IReadOnlyDictionary<string, ParameterValue> point)
    {
        var (value, size) = (0.0, 0.0);
        foreach (var (a, b, factor) in terms)
        {
            if (!point.TryGetValue(a, out var first)) return null;
            var second = ParameterValue.Of(1);
            if (b is not null && !point.TryGetValue(b, out second)) return null;
            var product = factor * first.AsDouble() * second.AsDouble();
            (value, size) = (value + product, size + Math.Abs(product));
        }

        return (value, size);
    }

    private sealed record Term(string A, string? B, double Factor)
    {
        public string Text => string.Create(CultureInfo.InvariantCulture, $"{Factor} * {A}{(B is null ? "" : $" * {B}")}");
    }
}
