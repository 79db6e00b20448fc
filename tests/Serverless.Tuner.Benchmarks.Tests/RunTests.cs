using Serverless.Tuner.Benchmarks;
using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class RunTests
{
    private static readonly TestFunction Branin = Suites.All[0].Functions.Single(f => f.Name == "Branin");

    [Fact]
    public void Row_OneAtATime_PreparesForEachTrialAndNotesTheBest()
    {
        var sampler = new Scripted(number => Point(number, 5));

        var row = Run.Row(Branin, sampler.Choice, seed: 3, batch: 1, Measure.Value, [2, 4], isPaid: false, CancellationToken.None);

        double[] values = [.. Enumerable.Range(0, 4).Select(n => Branin.Evaluate(Point(n, 5)).Values[0])];
        Assert.Equal([values.Take(2).Min(), values.Min()], row);
        Assert.Equal([0, 1, 2, 3], sampler.SeenWhenPrepared);
        Assert.Equal(3, sampler.Seed);
    }

    [Fact]
    public void Row_InBatches_TellsNothingWithinOne()
    {
        var sampler = new Scripted(number => Point(0, 5));

        Run.Row(Branin, sampler.Choice, seed: 0, batch: 8, Measure.Value, [12], isPaid: false, CancellationToken.None);

        Assert.Equal([0, 8], sampler.SeenWhenPrepared);
    }

    [Fact]
    public void Row_PointRepeated_IsReplacedUnlessRepetitionsAreAskedFor()
    {
        var integers = Suites.All.Single(s => s.Name == Suites.Discrete).Functions[0];
        var seen = new List<int>();
        foreach (var label in (string[])["random", "random:repeats=true"])
        {
            var told = new HashSet<string>();
            var counted = integers with
            {
                Evaluate = point =>
                {
                    told.Add($"{point["m"]} {point["n"]}");
                    return integers.Evaluate(point);
                },
            };
            Run.Row(
                counted, SamplerChoices.Parse(label, SamplerCatalog.BuiltIn)[0], 0, 4, Measure.Value, [100], isPaid: false,
                CancellationToken.None);
            seen.Add(told.Count);
        }

        Assert.Equal(100, seen[0]);
        Assert.InRange(seen[1], 40, 80);
    }

    [Theory]
    [InlineData(11, "x0")]
    [InlineData(double.MinValue, "x0")]
    public void Row_PointOutsideTheSpace_SaysWhere(double x, string expected)
    {
        var error = Assert.Throws<BenchmarkInputException>(() => Row(new Scripted(_ => Point(x, 5))));

        Assert.StartsWith("scripted on Branin, seed 0: trial 0 ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_PointOfOtherParameters_SaysWhere()
    {
        Assert.Contains(
            "has no 'x1'", Assert.Throws<BenchmarkInputException>(() => Row(new Scripted(_ => Without("x1")))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "does not exist", Assert.Throws<BenchmarkInputException>(() => Row(new Scripted(_ => With("x2")))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Row_SamplerThrows_SaysWhereAndWhat()
    {
        var error = Assert.Throws<BenchmarkInputException>(() => Row(new Scripted(_ => throw new InvalidOperationException("no idea"))));

        Assert.Contains("trial 0 failed: InvalidOperationException: no idea", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_NothingFeasible_IsInfinite()
    {
        var disc = Suites.All.Single(s => s.Name == Suites.Constrained).Functions.Single();

        var row = Run.Row(
            disc, new Scripted(number => number < 2 ? Point(-5, 0) : Point(2.5, 7.5)).Choice, 0, 1, Measure.FeasibleValue, [2, 3],
            isPaid: false, CancellationToken.None);

        Assert.Equal([double.PositiveInfinity, disc.Evaluate(Point(2.5, 7.5)).Values[0]], row);
    }

    private static double[] Row(Scripted sampler) =>
        Run.Row(Branin, sampler.Choice, 0, 1, Measure.Value, [2], isPaid: false, CancellationToken.None);

    private static Dictionary<string, ParameterValue> Point(double x, double y) => new()
    {
        ["x0"] = ParameterValue.Of(x),
        ["x1"] = ParameterValue.Of(y),
    };

    private static Dictionary<string, ParameterValue> Without(string name)
    {
        var point = Point(0, 0);
        point.Remove(name);
        return point;
    }

    private static Dictionary<string, ParameterValue> With(string name) => new(Point(0, 0)) { [name] = ParameterValue.Of(1.0) };

    /// <summary>Suggests what it is told to, and notes what it was prepared with.</summary>
    private sealed class Scripted(Func<int, IReadOnlyDictionary<string, ParameterValue>> suggest) : ISampler, ISuggester
    {
        public SamplerChoice Choice => new("scripted", new SamplerSpec { Type = "scripted" }, () => this);

        public List<int> SeenWhenPrepared { get; } = [];

        public long Seed { get; private set; }

        public ISuggester Prepare(SamplerHistory history)
        {
            SeenWhenPrepared.Add(history.Trials.Count);
            Seed = history.Seed;
            return this;
        }

        public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => suggest(number);
    }
}
