using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Tests.Memory;

/// <summary>One of a family of tasks that have the same objective but for a shift of its optimum: a public test function of points in the
/// unit cube, moved by up to a tenth of the range in each coordinate.</summary>
/// <param name="Name">What its study is called.</param>
/// <param name="Function">The function; 0 to 1 in each coordinate.</param>
/// <param name="Shift">By how much each coordinate is moved.</param>
internal sealed record ShiftedTask(string Name, Func<double[], double> Function, double[] Shift)
{
    private static readonly DateTimeOffset s_start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Ackley 1987 over [-32.768, 32.768] in each coordinate: many local minima around one funnel.</summary>
    public static double Ackley(double[] x)
    {
        var z = x.Select(v => (v - 0.5) * 65.536).ToArray();
        return 20 + Math.E - (20 * Math.Exp(-0.2 * Math.Sqrt(z.Average(v => v * v)))) - Math.Exp(z.Average(v => Math.Cos(2 * Math.PI * v)));
    }

    /// <summary>Branin 1972 over [-5, 10] and [0, 15]: three minima of the same value, 0.397887.</summary>
    public static double Branin(double[] x)
    {
        var (a, b) = ((x[0] * 15) - 5, x[1] * 15);
        return Square(b - (5.1 / (4 * Math.PI * Math.PI) * a * a) + (5 / Math.PI * a) - 6)
            + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(a)) + 10;
    }

    /// <summary>Rosenbrock 1960 with its minimum in the middle: a bent valley.</summary>
    public static double Rosenbrock(double[] x)
    {
        var z = x.Select(v => 1 + ((v - 0.5) * 4)).ToArray();
        return Math.Log(1 + Enumerable.Range(0, z.Length - 1).Sum(i => (100 * Square(z[i + 1] - (z[i] * z[i]))) + Square(1 - z[i])));
    }

    /// <summary>A bowl.</summary>
    public static double Sphere(double[] x) => x.Sum(v => Square(v - 0.5));

    /// <summary>A member of a family.</summary>
    public static ShiftedTask Of(string name, Func<double[], double> function, int dimensions, long seed, int number, double most = 0.1)
    {
        var random = new TrialRandom(seed, number);
        return new ShiftedTask(name, function, [.. Enumerable.Range(0, dimensions).Select(_ => most * ((2 * random.NextDouble()) - 1))]);
    }

    public StudySpec Spec(int trials, long seed, string sampler = "auto") => new()
    {
        Name = Name,
        Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "family" },
        Directions = [Direction.Minimize],
        SearchSpace = [.. Shift.Select((_, i) => new ParameterSpec { Name = $"x{i}", Kind = ParameterKind.Float, Low = 0, High = 1 })],
        Trials = trials,
        Seed = seed,
        Sampler = new SamplerSpec { Type = sampler },
    };

    /// <summary>Runs a study of it to its end.</summary>
    public (Core.Studies.Study Study, IReadOnlyList<Trial> Trials) Run(StudySpec spec, ResolvedWarmStart? warm = null)
    {
        var study = StudyMachine.Create(spec, "1", s_start) with
        {
            Id = new Guid((int)spec.Seed, (short)Name.Length, 0, [.. Name.PadRight(8)[..8].Select(c => (byte)c)]),
            Queue = warm?.Points ?? [],
            WarmStart = warm?.State,
        };
        var sampler = SamplerCatalog.BuiltIn.Create(spec.Sampler);
        var space = WarmStarts.SpaceOf(spec, warm?.State, []);
        var history = new SamplerHistory(space, spec.Directions, spec.Seed) { Prior = warm?.Studies ?? [] };
        var trials = new List<Trial>();
        while (study.State == StudyState.Running)
        {
            var now = s_start.AddMinutes(trials.Count);
            var step = new AdvanceStep { Sequence = study.Sequence + 1, Running = new HashSet<int>(), Now = now };
            var result = StudyMachine.Advance(study, trials, step, sampler, history);
            trials.AddRange(result.NewTrials.Select(
                t => t with { Outcome = new TrialOutcome(TrialState.Complete) { Values = [Value(t)] } }));
            study = result.Study;
        }

        return (study, trials);
    }

    /// <summary>The best value that a study came to.</summary>
    public double Best(StudySpec spec, ResolvedWarmStart? warm = null) => Run(spec, warm).Study.Best!.Value;

    public MemoryEntry Remember(StudySpec spec, ResolvedWarmStart? warm = null)
    {
        var (study, trials) = Run(spec, warm);
        return MemoryEntry.Of(study, trials, null);
    }

    /// <summary>The warm start that a study of it gets from a memory.</summary>
    public static ResolvedWarmStart WarmStart(StudySpec spec, IReadOnlyList<MemoryEntry> memory) =>
        WarmStarts.Resolve(spec, WarmStarts.Choose(spec.WarmStart ?? new WarmStartSpec { Similar = true }, WarmStarts.Rank(spec, memory)));

    private double Value(Trial trial) => Function([.. Shift.Select((s, i) => trial.Parameters[$"x{i}"].AsDouble() - s)]);

    private static double Square(double x) => x * x;
}
