using System.Globalization;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Tests.Memory;

/// <summary>What a study gains that begins with what nine earlier ones of its family have found, whose optimum is elsewhere in each; and
/// that it loses nothing by nine that have nothing to do with it.</summary>
public sealed class WarmStartFamilyTests(ITestOutputHelper output)
{
    private const int Seeds = 10;
    private const int Few = 20;
    private const int Many = 40;

    // By how much the unlike ones are moved beside, up or down in each coordinate.
    private const double Elsewhere = 0.3;

    // A run of one kind is better than one of the other in half of all pairs if both kinds are the same; the standard error of that share
    // is 13 points with ten runs on both sides.
    private const double NoWorse = 0.5 - (2 * 0.13);

    [Fact]
    public void TenthStudyOfAFamily_Warm_IsBetterThanColdInTwiceAsManyTrials_AndUnlikeOnesCostNothing()
    {
        var runs = Runs(ShiftedTask.Branin, ShiftedTask.Sphere, 2);

        Assert.True(Median(runs, r => r.Warm.Few) < Median(runs, r => r.Cold.Many), "warm");
        Assert.InRange(Better(runs, r => r.Unlike.Few, r => r.Cold.Few), NoWorse, 1);
        Assert.InRange(Better(runs, r => r.Unlike.Many, r => r.Cold.Many), NoWorse, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TenthStudyOfAFamily_Warm_IsBetterThanColdInAsManyTrials(bool isBent)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TUNER_LONG") == "1", "takes a quarter of a minute: --long");
        var runs = Runs(isBent ? ShiftedTask.Rosenbrock : ShiftedTask.Sphere, null, 4);

        Assert.InRange(Better(runs, r => r.Warm.Few, r => r.Cold.Few), 1 - NoWorse, 1);
    }

    private Outcome[] Runs(Func<double[], double> function, Func<double[], double>? unlike, int dimensions)
    {
        var runs = Enumerable.Range(0, Seeds).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(seed =>
        {
            var last = ShiftedTask.Of("task9", function, dimensions, 1000 + seed, 9);
            var random = new TrialRandom(7000 + seed, 0);
            double[] beside = [.. last.Shift.Select(_ => random.NextDouble() < 0.5 ? -Elsewhere : Elsewhere)];
            return new Outcome(
                Best(last, seed, []), Best(last, seed, Memory(function, seed, new double[dimensions])),
                unlike is null ? default : Best(last, seed, Memory(unlike, seed, beside)));
        }).ToArray();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"after {Few} and {Many} trials: cold {Median(runs, r => r.Cold.Few):g5} {Median(runs, r => r.Cold.Many):g5}, "
            + $"warm {Median(runs, r => r.Warm.Few):g5} {Median(runs, r => r.Warm.Many):g5}, "
            + $"unlike {Median(runs, r => r.Unlike.Few):g5} {Median(runs, r => r.Unlike.Many):g5}"));
        return runs;
    }

    private static (double Few, double Many) Best(ShiftedTask task, int seed, List<MemoryEntry> memory)
    {
        var spec = task.Spec(Many, 500 + seed);
        var (_, trials) = task.Run(spec, memory.Count == 0 ? null : ShiftedTask.WarmStart(spec, memory));
        var values = trials.Select(t => t.Outcome.Values![0]).ToArray();
        return (values.Take(Few).Min(), values.Min());
    }

    private static List<MemoryEntry> Memory(Func<double[], double> function, int seed, double[] beside)
    {
        var memory = new List<MemoryEntry>();
        for (var task = 0; task < 9; task++)
        {
            var shifted = ShiftedTask.Of($"task{task}", function, beside.Length, 1000 + seed, task);
            shifted = shifted with { Shift = [.. shifted.Shift.Select((s, i) => s + beside[i])] };
            // Which takes little time; studies by the default sampler are measured by the benchmarks.
            var spec = shifted.Spec(Few, (100 * seed) + task, "tpe");
            memory.Add(shifted.Remember(spec, ShiftedTask.WarmStart(spec, memory)));
        }

        return memory;
    }

    private static double Better(Outcome[] runs, Func<Outcome, double> ones, Func<Outcome, double> others) =>
        runs.Average(a => runs.Average(b => ones(a) < others(b) ? 1 : ones(a) == others(b) ? 0.5 : 0));

    private static double Median(Outcome[] runs, Func<Outcome, double> value) =>
        runs.Select(value).Order().Skip((runs.Length - 1) / 2).Take(2 - (runs.Length % 2)).Average();

    /// <summary>The best values of a study after few and after many trials.</summary>
    private readonly record struct Outcome(
        (double Few, double Many) Cold, (double Few, double Many) Warm, (double Few, double Many) Unlike);
}
