using System.Globalization;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Core.Tests.Memory;

public sealed class WarmStartFamilyTests(ITestOutputHelper output)
{
    private const int Seeds = 10;
    private const int Few = 20;
    private const int Many = 40;

    [Theory]
    [InlineData("ackley", 4)]
    [InlineData("rastrigin", 4)]
    [InlineData("sphere", 4)]
    [InlineData("rosenbrock", 3)]
    public void Explore(string name, int dimensions)
    {
        Func<double[], double> function = name switch
        {
            "ackley" => ShiftedTask.Ackley,
            "rastrigin" => ShiftedTask.Rastrigin,
            "sphere" => ShiftedTask.Sphere,
            _ => ShiftedTask.Rosenbrock,
        };
        var rows = Enumerable.Range(0, Seeds).AsParallel().WithDegreeOfParallelism(2).Select(seed =>
        {
            var memory = Memory(function, dimensions, seed);
            var last = ShiftedTask.Of("task9", function, dimensions, 1000 + seed, 9);
            Func<double[], double> other = x => function([.. x.Select((v, i) => i % 2 == 0 ? v + 0.33 : v - 0.29)]);
            var unrelated = ShiftedTask.Of("other", other, dimensions, 2000 + seed, 9);
            var (few, many) = (last.Spec(Few, 500 + seed), last.Spec(Many, 500 + seed));
            var warm = ShiftedTask.WarmStart(few, memory);
            var pointsOnly = warm with { Studies = [] };
            var priorOnly = warm with { Points = [], State = warm.State with { Waiting = 0 } };
            return new[]
            {
                last.Best(few), last.Best(many), last.Best(few, warm), last.Best(few, pointsOnly), last.Best(few, priorOnly),
                    last.Best(many, warm),
                unrelated.Best(few), unrelated.Best(few, warm), unrelated.Best(many), unrelated.Best(many, warm),
            };
        }).ToArray();
        var text = $"{name}{dimensions}: " + string.Join(" ", new[] { "cold20", "cold40", "WARM20", "points", "prior", "warm40",
            "u-cold20", "u-warm20", "u-cold40", "u-warm40" }
            .Select((n, i) => string.Create(CultureInfo.InvariantCulture, $"{n}={Median([.. rows.Select(r => r[i])]):0.0000}")));
        output.WriteLine(text);
        File.AppendAllText("/tmp/explore.txt", text + "\n");
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
