using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Benchmarks.Memory;

/// <summary>Measures what a warm start gains where the earlier studies are like the new one, and costs where they are not.</summary>
/// <remarks>
/// Each family has ten tasks, a public function moved by up to some share of its range in each parameter; nine studies of it, each warmed
/// by those before, come before the tenth, which is measured. For what is not alike the nine are moved by three tenths more, up or down
/// in each parameter: those of another function, and those of the same.
/// </remarks>
internal static class MemoryBenchmark
{
    /// <summary>How many trials the earlier studies have, and the new one first.</summary>
    public const int Few = 20;

    private const int Tasks = 10;
    private const double MostOfMoves = 0.2;
    private const double Elsewhere = 0.3;

    // The function itself, and one of as many parameters that has little in common with it.
    private static readonly (TestFunction Function, TestFunction Other)[] s_families =
    [
        (Branin.Free, Sphere.Of(2)),
        (Hartmann.Three, Rastrigin.Of(3)),
        (Hartmann.Six, Rosenbrock.Of(6)),
        (Sphere.Of(4), Rastrigin.Of(4)),
        (Rosenbrock.Of(4), Sphere.Of(4)),
        (Ackley.Of(4), Rosenbrock.Of(4)),
        (Rastrigin.Of(4), Ackley.Of(4)),
        (Sphere.Of(10), Rastrigin.Of(10)),
        (Rosenbrock.Of(8), Sphere.Of(8)),
        (Ackley.Of(10), Rosenbrock.Of(10)),
        (Rastrigin.Of(8), Ackley.Of(8)),
    ];

    /// <summary>Measures the families of some functions, or of all.</summary>
    /// <exception cref="BenchmarkInputException">There is no function of a name, or the tasks would be moved too far.</exception>
    public static IEnumerable<MemoryRow> Run(
        SamplerChoice sampler, IReadOnlyList<string>? functions, int seeds, double move, CancellationToken cancellationToken)
    {
        if (move is not (>= 0 and <= MostOfMoves)) throw new BenchmarkInputException("--move must be from 0 to 0.2");
        if (functions?.FirstOrDefault(name => !s_families.Any(f => f.Function.Name == name)) is { } unknown)
            throw new BenchmarkInputException(
                $"there is no function {unknown}; there are {string.Join(", ", s_families.Select(f => f.Function.Name))}");
        foreach (var (function, other) in s_families.Where(f => functions?.Contains(f.Function.Name) != false))
        {
            var (few, many) = (new double[seeds], new double[seeds]);
            WarmValues[] warm = [.. Enumerable.Range(0, 3).Select(_ => new WarmValues(new double[seeds], new double[seeds]))];
            for (var seed = 0; seed < seeds; seed++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var last = MovedTask.Of(function, 1000 + seed, Tasks - 1, move);
                (few[seed], many[seed]) = Best(last, null);
                var random = new TrialRandom(7000 + seed, 0);
                double[] beside = [.. last.Move.Select(_ => random.NextDouble() < 0.5 ? -Elsewhere : Elsewhere)];
                (warm[0].Few[seed], warm[0].Many[seed]) = Best(last, Memory(function, null));
                (warm[1].Few[seed], warm[1].Many[seed]) = Best(last, Memory(other, beside));
                (warm[2].Few[seed], warm[2].Many[seed]) = Best(last, Memory(function, beside));

                (double Few, double Many) Best(MovedTask task, List<MemoryEntry>? memory)
                {
                    var spec = task.Spec("last", 2 * Few, 500 + seed, sampler);
                    var (_, trials) = task.Run(spec, sampler, memory is null ? null : WarmStart(spec, memory));
                    var values = trials.Select(t => t.Outcome.Values![0]).ToArray();
                    return (values.Take(Few).Min(), values.Min());
                }

                List<MemoryEntry> Memory(TestFunction of, double[]? moved)
                {
                    var memory = new List<MemoryEntry>();
                    for (var task = 0; task < Tasks - 1; task++)
                    {
                        var earlier = MovedTask.Of(of, 1000 + seed, task, move, moved);
                        var spec = earlier.Spec($"task{task}", Few, (100 * seed) + task, sampler);
                        var (study, trials) = earlier.Run(spec, sampler, WarmStart(spec, memory));
                        memory.Add(MemoryEntry.Of(study, trials, null));
                    }

                    return memory;
                }
            }

            yield return new MemoryRow(function.Name, few, many, warm[0], warm[1], warm[2]);
        }
    }

    private static ResolvedWarmStart WarmStart(StudySpec spec, List<MemoryEntry> memory) =>
        WarmStarts.Resolve(spec, WarmStarts.Choose(new WarmStartSpec { Similar = true }, WarmStarts.Rank(spec, memory)));
}
