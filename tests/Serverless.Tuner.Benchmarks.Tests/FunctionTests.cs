using System.Text.Json;
using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Peers;
using Serverless.Tuner.Benchmarks.Quality;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class FunctionTests
{
    /// <summary>The functions that <c>record_peers.py</c> has.</summary>
    public static TheoryData<string> OfTheScript
    {
        get
        {
            using var file = Recorded();
            return [.. file.RootElement.GetProperty("samples").GetProperty("functions").EnumerateObject().Select(f => f.Name)];
        }
    }

    [Fact]
    public void Suites_WithPeers_HaveThemOnEveryFunction()
    {
        var peers = PeerData.Read();

        foreach (var suite in Suites.All.Where(s => s.Peer is not null))
        {
            foreach (var function in suite.Functions)
            {
                var there = peers.On(suite.Name, function.Name);
                foreach (var peer in suite.PeerOf.Values.Append(suite.Peer!)) Assert.Contains(peer, there.Keys);
                Assert.Equal(suite.Trials, there[suite.Peer!].Trials);
            }
        }
    }

    [Fact]
    public void On_FunctionOfTwoFiles_HasThePeersOfBoth()
    {
        using var file = Recorded();
        var recorded = file.RootElement.GetProperty("suites").GetProperty("varied").GetProperty("functions").GetProperty("Log3");

        var peers = PeerData.Read().On(Suites.Varied, "Log3");

        Assert.Equal(6, peers["optuna-5.0 gp (default)"].Rows.Length);
        Assert.Equal(
            recorded.GetProperty("optuna-5.0 tpe (default)").Deserialize<double[][]>(), peers["optuna-5.0 tpe (default)"].Rows);
    }

    [Fact]
    public void Samples_OfTheScript_AreThereForEveryFunctionWithRows()
    {
        using var file = Recorded();
        var suites = file.RootElement.GetProperty("suites").EnumerateObject();

        Assert.Equal(
            suites.SelectMany(s => s.Value.GetProperty("functions").EnumerateObject().Select(f => f.Name)).Distinct().Order(),
            OfTheScript.Select(row => row.Data).Order());
    }

    [Theory]
    [MemberData(nameof(OfTheScript))]
    public void Try_AtTheSamplesOfTheScript_GivesItsValues(string name)
    {
        using var file = Recorded();
        var samples = file.RootElement.GetProperty("samples");
        var seed = samples.GetProperty("seed").GetInt64();
        var function = Suites.All.SelectMany(s => s.Functions).First(f => f.Name == name);

        foreach (var (number, sample) in samples.GetProperty("functions").GetProperty(name).EnumerateArray().Index())
        {
            var point = sample.GetProperty("point").Deserialize<Dictionary<string, ParameterValue>>(TunerJson.Options)!;
            var ours = function.Try(point, seed, number);

            var value = Numbers(sample.GetProperty("value"));
            Assert.Equal(value.Length == 0, ours.IsFailed);
            if (value.Length > 0) Assert.All(value.Zip(ours.Values), v => AssertNear(v.First, v.Second));
            if (Numbers(sample.GetProperty("noted")) is [var noted]) AssertNear(noted, ours.NoiseFree ?? ours.Values[0]);
        }
    }

    [Fact]
    public void Definition_OfEveryFunction_IsThatOfThePeers()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bench", "peers.json")));
        var recorded = file.RootElement.GetProperty("single").GetProperty("functions").EnumerateObject().ToArray();

        Assert.Equal(recorded.Select(f => f.Name), Single.Functions.Select(f => f.Name));
        Assert.All(recorded, f => Assert.Equal(f.Value.GetProperty("definition").GetString(), Function(f.Name).Definition));
    }

    [Fact]
    public void Definition_OfEveryVariedFunction_IsThatOfThePeers()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bench", "peers-varied.json")));
        var recorded = file.RootElement.GetProperty("definitions").EnumerateObject().ToArray();

        var suite = Suites.All.Single(s => s.Name == Suites.Varied);
        Assert.Equal(recorded.Select(f => f.Name), suite.Functions.Select(f => f.Name));
        Assert.All(
            recorded.Where(f => !f.Name.StartsWith("Quad", StringComparison.Ordinal)),
            f => Assert.Equal(f.Value.GetString(), suite.Functions.Single(function => function.Name == f.Name).Definition));
    }

    [Theory]
    [InlineData("SphereShift5", 0, 1.7, -2.3, 3.1, -0.9, 2.2)]
    [InlineData("Rosenbrock4", 0, 1.0, 1.0, 1.0, 1.0)]
    [InlineData("Branin", 0.397887, Math.PI, 2.275)]
    [InlineData("Branin", 0.397887, -Math.PI, 12.275)]
    [InlineData("Hartmann6", -3.32237, 0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573)]
    public void Evaluate_AtTheOptimum_IsThePublishedValue(string name, double value, params double[] x) =>
        Assert.Equal(value, Function(name).Evaluate(Point(x)).Values[0], 5);

    [Fact]
    public void Evaluate_AtShiftedOptima_IsZero()
    {
        Assert.Equal(
            0, Function("AckleyShift10").Evaluate(Point([.. Enumerable.Range(1, 10).Select(i => 8 * Math.Sin(2.1 * i))])).Values[0], 9);
        Assert.Equal(
            0, Function("RastriginShift5").Evaluate(Point([.. Enumerable.Range(1, 5).Select(i => 2 * Math.Sin(1.7 * i))])).Values[0], 9);
    }

    [Fact]
    public void Evaluate_MixedAtItsBest_IsTheMinimum()
    {
        var best = new Dictionary<string, ParameterValue>
        {
            ["lr"] = ParameterValue.Of(Math.Pow(10, -3.15)),
            ["layers"] = ParameterValue.Of(4),
            ["optimizer"] = ParameterValue.Of("adam"),
            ["dropout"] = ParameterValue.Of(0.29),
        };

        Assert.Equal(0.05, Function("Mixed4").Evaluate(best).Values[0], 9);
    }

    [Fact]
    public void Optimum_OfTheDisc_IsFeasibleAndLeast()
    {
        var function = Suites.All.Single(s => s.Name == Suites.Constrained).Functions.Single();
        var random = new Random(1);
        var feasible = Enumerable.Range(0, 20_000)
            .Select(_ => function.Evaluate(Point([(15 * random.NextDouble()) - 5, 15 * random.NextDouble()])))
            .Where(e => e.IsFeasible).ToArray();

        Assert.InRange(feasible.Length / 20_000.0, 0.09, 0.11);
        Assert.Equal(6.10002, function.Optimum!.Value, 4);
        Assert.All(feasible, e => Assert.True(e.Values[0] >= function.Optimum));
    }

    [Fact]
    public void Evaluate_SeveralObjectives_LieOnTheirFrontsAtTheirBest()
    {
        var multi = Suites.All.Single(s => s.Name == Suites.Multi).Functions;
        var zdt = multi[0].Evaluate(Point([0.25, .. new double[11]])).Values;
        var dtlz = multi[1].Evaluate(Point([0.3, 0.8, .. Enumerable.Repeat(0.5, 10)])).Values;

        Assert.Equal(1 - Math.Sqrt(zdt[0]), zdt[1], 9);
        Assert.Equal(1, dtlz.Sum(f => f * f), 9);
        Assert.Equal(multi.Select(f => f.Objectives), [zdt.Count, dtlz.Count]);
    }

    [Fact]
    public void Evaluate_MovedFronts_AreReachedAtTheMovedPlaces()
    {
        double[] centre = [.. Enumerable.Range(0, 12).Select(i => 0.5 + (0.3 * Math.Sin(1.7 * (i + 1))))];
        var functions = Suites.All.Single(s => s.Name == Suites.MultiShifted).Functions;

        var one = functions[0].Evaluate(Point([0.25, .. centre[1..]])).Values;
        var three = functions[1].Evaluate(Point([0.25, .. centre[1..]])).Values;
        var sphere = functions[2].Evaluate(Point([0.3, 0.8, .. centre[2..]])).Values;

        Assert.Equal(0.5, one[1], 9);
        Assert.Equal(0.5 - 0.25, three[1], 9);
        Assert.Equal(1, sphere.Sum(f => f * f), 9);
        Assert.All(functions, f => Assert.True(f.Evaluate(Point([0.25, 0.8, .. new double[10]])).Values.Max() > 1.1));
    }

    private static void AssertNear(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-9 * Math.Max(1, Math.Abs(expected)));

    /// <summary>Several, one, or none.</summary>
    private static double[] Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.Deserialize<double[]>()!,
        JsonValueKind.Null => [],
        _ => [element.GetDouble()],
    };

    private static JsonDocument Recorded() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bench", "peers-recorded.json")));

    private static Suite Single => Suites.All.Single(s => s.Name == Suites.Single);

    private static TestFunction Function(string name) => Single.Functions.Single(f => f.Name == name);

    private static Dictionary<string, ParameterValue> Point(double[] x) =>
        x.Select((value, i) => (value, i)).ToDictionary(v => $"x{v.i}", v => ParameterValue.Of(v.value));
}
