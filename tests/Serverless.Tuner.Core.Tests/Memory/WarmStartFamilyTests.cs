using System.Globalization;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Tests.Memory;

/// <summary>What a study gains that begins with what nine earlier ones of its family have found: their optimum is elsewhere in each.
/// </summary>
public sealed class WarmStartFamilyTests(ITestOutputHelper output)
{
    private const int Seeds = 10;
    private const int Few = 20;
    private const int Many = 40;

    [Theory]
    [InlineData("ackley", 4)]
    [InlineData("rastrigin", 4)]
    [InlineData("sphere", 4)]
    public void TenthStudyOfAFamily_Warm_IsBetterThanColdInAsManyTrials(string name, int dimensions)
    {
        Func<double[], double> function = name switch
        {
            "ackley" => ShiftedTask.Ackley,
            "rastrigin" => ShiftedTask.Rastrigin,
            _ => ShiftedTask.Sphere,
        };
        var rows = Enumerable.Range(0, Seeds).AsParallel().WithDegreeOfParallelism(2).Select(seed =>
        {
            var memory = Memory(function, dimensions, seed);
            var last = ShiftedTask.Of("task9", function, dimensions, 1000 + seed, 9);
            var few = last.Spec(Few, 500 + seed);
            var warmed = last.Best(few, ShiftedTask.WarmStart(few, memory));
            return (Cold: last.Best(few), Warm: warmed, Long: last.Best(last.Spec(Many, 500 + seed)));
        }).ToArray();

        var (cold, warm) = (Median([.. rows.Select(r => r.Cold)]), Median([.. rows.Select(r => r.Warm)]));
        var inMore = Median([.. rows.Select(r => r.Long)]);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: warm {warm:0.0000}, cold {cold:0.0000}, cold in {Many} trials {inMore:0.0000}"));
        Assert.True(warm < cold, $"warm {warm}, cold {cold}");
    }

    private static List<MemoryEntry> Memory(Func<double[], double> function, int dimensions, int seed)
    {
        var memory = new List<MemoryEntry>();
        for (var task = 0; task < 9; task++)
        {
            var shifted = ShiftedTask.Of($"task{task}", function, dimensions, 1000 + seed, task);
            var spec = shifted.Spec(Few, (100 * seed) + task);
            memory.Add(shifted.Remember(spec, ShiftedTask.WarmStart(spec, memory)));
        }

        return memory;
    }

    private static double Median(double[] values) => values.Order().Skip((values.Length - 1) / 2).Take(2 - (values.Length % 2)).Average();
}
