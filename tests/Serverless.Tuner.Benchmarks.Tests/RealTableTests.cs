using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Functions.Real;
using Serverless.Tuner.Benchmarks.Pruning;
using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Tests;

public sealed class RealTableTests
{
    public static TheoryData<string> Names => [.. RealFunctions.ForChoosing, .. RealFunctions.HeldOut];

    [Theory]
    [MemberData(nameof(Names))]
    public void Table_EveryPointOfItsSpace_IsARow(string name)
    {
        var table = RealTable.Read(name);
        var points = new SamplerHistory(SearchSpace.From(table.Parameters), [Direction.Minimize], 0) { IsDeterministic = true };
        var grid = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "grid" }).Prepare(points);

        var rows = Enumerable.Range(0, table.Count).Select(number => table.At(grid.Suggest(number)))
            .ToHashSet<object>(ReferenceEqualityComparer.Instance);

        Assert.InRange(table.Count, 400, 1000);
        Assert.Equal(table.Count, rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(2, row.Runs.Count));
        Assert.All(table.Rows.SelectMany(row => row.Runs), run => Assert.True(run.Seconds > 0));
    }

    [Theory]
    [InlineData("MlpDigits")]
    [InlineData("MlpDiabetes")]
    public void Table_OfAModelWithEpochs_HasCurvesThatEndInTheirValues(string name)
    {
        var table = RealTable.Read(name);
        Assert.Equal([1, 2, 4, 8, 12], table.Steps);
        Assert.All(table.Rows.SelectMany(row => row.Runs).Where(run => run.Value is not null), run =>
        {
            Assert.Equal(table.Steps.Count, run.Curve.Count);
            // Curves have four digits.
            Assert.Equal(run.Value!.Value, run.Curve[^1], Math.Abs(run.Value.Value) * 1e-3 + 1e-9);
        });
    }

    [Fact]
    public void Tables_Halves_AreAllOfThemWithoutOneInBoth() =>
        Assert.Equal(
            RealFunctions.All.Select(f => f.Name).Order(),
            RealFunctions.ForChoosing.Concat(RealFunctions.HeldOut).Order());

    [Fact]
    public void Tables_OfSolversAndDescents_HaveFailures()
    {
        foreach (var name in (string[])["LogisticBreast", "MlpDiabetes"])
        {
            var failed = RealTable.Read(name).Rows.Count(row => row.Runs.Any(run => run.Value is null));
            Assert.True(failed > 20, $"{name}: {failed}");
        }
    }

    [Fact]
    public async Task RealCurves_ATrainingThatFailed_IsAFailedTrialAndNeverBest()
    {
        // Every second setting failed each time: it has neither a value nor a curve.
        var rows = Enumerable.Range(0, 20).Select(n => FormattableString.Invariant(
            $"\n{n / 10.0},{(n % 2 == 0 ? "0.5,1.0,0.7 0.5,0.4,1.0,0.6 0.4" : ",0.1,,,0.1,")}"));
        var table = new RealTable(new StringReader(
            """{"name":"T","about":"t","space":[{"name":"x0","kind":"float","low":0,"high":1.9,"step":0.1}],"steps":[1,2],"seeds":2}"""
            + string.Concat(rows)));
        var told = new List<SampledTrial>();

        var outcome = await PruningRun.PlayAsync(
            new RealCurves(table), new SamplerChoice("watching", new SamplerSpec { Type = "watching" }, () => new Watching(told)),
            PrunerChoice.Parse("median:nStartupTrials=1", PrunerCatalog.BuiltIn).Single(), new PruningMode("20", Trials: 20), seed: 0,
            CancellationToken.None);

        Assert.Equal(20, outcome.Trials);
        Assert.InRange(outcome.Complete, 1, 10);
        Assert.InRange(outcome.Best, 0.4, 0.5);
        Assert.Contains(told, trial => trial is { State: TrialState.Failed, Values: null, Step: null });
        Assert.All(told, trial => Assert.Equal(trial.Number % 2 == 1, trial.State == TrialState.Failed));
    }

    [Fact]
    public void Row_FailedTrials_AreToldAsFailedAndNeverBest()
    {
        var told = new List<SampledTrial>();
        var function = TestFunction.OfFloats("F", "", 1, 0, 1, x => x[0]) with
        {
            EvaluateTrial = (_, _, number) => number switch
            {
                0 => new FunctionValue([double.PositiveInfinity]) { IsFailed = true, NoiseFree = -1 },
                1 => new FunctionValue([0.5]) { NoiseFree = 0.7 },
                2 => new FunctionValue([0.4]) { NoiseFree = 0.9 },
                _ => new FunctionValue([0.45]) { NoiseFree = 0.1 },
            },
        };

        var row = Run.Row(
            function, new SamplerChoice("watching", new SamplerSpec { Type = "watching" }, () => new Watching(told)), 0, 1,
            Measure.NoiseFreeValue, [1, 2, 3, 4], isPaid: false, CancellationToken.None);

        Assert.Equal([double.PositiveInfinity, 0.7, 0.9, 0.9], row);
        Assert.Equal([TrialState.Failed, TrialState.Complete, TrialState.Complete], told.Select(t => t.State));
        Assert.Null(told[0].Values);
    }

    [Fact]
    public void Row_Paid_EndsWhenTheBudgetIsSpent()
    {
        var told = new List<SampledTrial>();
        var spent = new List<double>();
        // Trials cost 1, 2, 3 and so on; the budget is 5 times 2.
        var function = TestFunction.OfFloats("F", "", 1, 0, 1, x => x[0]) with
        {
            MeanSeconds = 2,
            EvaluateTrial = (_, _, number) => new FunctionValue([10.0 - number]) { Seconds = number + 1 },
        };

        var row = Run.Row(
            function, new SamplerChoice("watching", new SamplerSpec { Type = "watching" }, () => new Watching(told, spent)), 0, 1,
            Measure.NoiseFreeValue, [1, 4, 5], isPaid: true, CancellationToken.None);

        // Within 2: the first; within 8: 1 + 2 + 3; within 10: 1 + 2 + 3 + 4, and then nothing is left.
        Assert.Equal([10.0, 8.0, 7.0], row);
        Assert.Equal([0, 0.1, 0.3, 0.6], spent);
        Assert.Equal(3_000_000, told[2].Cost.Micro);
    }

    [Fact]
    public void Noise_OfATrial_IsThatOfThePeers()
    {
        // What record_peers.py draws.
        Assert.Equal(
            [1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1], Enumerable.Range(0, 20).Select(n => TrialNoise.Bit(0, n)));
        Assert.Equal(-1.292626002201812, TrialNoise.Normal(0, 0), 12);
        Assert.Equal(1.3166814501942508, TrialNoise.Normal(29, 99), 12);
    }

    [Fact]
    public void Try_TableTwice_GivesTheSameValueForTheSameSeedAndNumberOnly()
    {
        var function = RealFunctions.All[0];
        var point = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "random" })
            .Prepare(new SamplerHistory(SearchSpace.From(function.Parameters), [Direction.Minimize], 3)).Suggest(0);

        Assert.Equal(function.Try(point, 4, 9).Values[0], function.Try(point, 4, 9).Values[0]);
        var values = Enumerable.Range(0, 20).Select(number => function.Try(point, 4, number)).ToArray();
        Assert.Equal(2, values.Select(v => v.Values[0]).Distinct().Count());
        Assert.Equal(
            values.Select(v => v.Values[0]).Distinct().Average(), Assert.Single(values.Select(v => v.NoiseFree).Distinct())!.Value, 9);
    }

    /// <summary>Keeps what it is told before its last suggestion.</summary>
    private sealed class Watching(List<SampledTrial> told, List<double>? spent = null) : ISampler, ISuggester
    {
        public ISuggester Prepare(SamplerHistory history)
        {
            spent?.Add(Math.Round(history.SpentShare, 9));
            told.Clear();
            told.AddRange(history.Trials);
            return this;
        }

        public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) =>
            new Dictionary<string, ParameterValue> { ["x0"] = ParameterValue.Of(number / 10.0) };
    }
}
