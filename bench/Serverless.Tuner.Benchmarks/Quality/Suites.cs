using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Functions.Real;
using Serverless.Tuner.Benchmarks.Runs;
using Others = Serverless.Tuner.Benchmarks.Functions.Varied;
using Kinks = Serverless.Tuner.Benchmarks.Functions.Kinked;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>The suites there are.</summary>
public static class Suites
{
    /// <summary>One trial at a time.</summary>
    public const string Single = "single";

    /// <summary>One trial at a time, on functions that had no part in the choice of options.</summary>
    public const string Varied = "varied";

    /// <summary>The same functions, sixteen trials at a time.</summary>
    public const string Varied16 = "varied-16";

    /// <summary>Eight trials at a time.</summary>
    public const string Parallel = "parallel";

    /// <summary>Several objectives.</summary>
    public const string Multi = "multi";

    /// <summary>Several objectives, the front neither on the bounds nor in the middle.</summary>
    public const string MultiShifted = "multi-shifted";

    /// <summary>Points that are not feasible.</summary>
    public const string Constrained = "constrained";

    /// <summary>Points that can be counted.</summary>
    public const string Discrete = "discrete";

    /// <summary>Values that explode in a part of the space.</summary>
    public const string Diverging = "diverging";

    /// <summary>Optima where a penalty sets in sharply.</summary>
    public const string Kinked = "kinked";

    /// <summary>Thousands of trials.</summary>
    public const string Long = "long";

    /// <summary>Many parameters.</summary>
    public const string Wide = "wide";

    /// <summary>Functions whose values have noise.</summary>
    public const string Noise = "noisy";

    /// <summary>Tables of real trainings, one trial at a time.</summary>
    public const string Real = "real";

    /// <summary>The same, eight trials at a time.</summary>
    public const string Real8 = "real-8";

    /// <summary>The same, sixteen trials at a time.</summary>
    public const string Real16 = "real-16";

    /// <summary>The same, one trial at a time, until a budget is spent.</summary>
    public const string Paid = "real-paid";

    /// <summary>Functions whose trials have different prices, until a budget is spent.</summary>
    public const string Priced = "priced";

    /// <summary>How near to the best feasible value counts as there.</summary>
    public const double Near = 0.05;

    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<Suite> All { get; } =
    [
        new(Single, "one trial at a time; the best value so far",
            [Sphere.Shifted5, Rosenbrock.Four, Branin.Free, Hartmann.Six, Ackley.Shifted10, Rastrigin.Shifted5, Training.Mixed4],
            [30, 50, 100, 200], Measure.Value)
        {
            Samplers = ["auto", "tpe", "gp"],
            Peer = "optuna-5.0 tpe (default, multivariate)",
            PeerOf = new Dictionary<string, string>
            {
                ["gp"] = "optuna-5.0 gp (30, 50, 100)",
                ["cmaes"] = "optuna-5.0 cmaes",
                ["random"] = "optuna-5.0 random", // Has to be a draw: then the functions are the same.
            },
        },
        OfVaried(Varied, 1, [30, 50, 100, 200]),
        OfVaried(Varied16, 16, [32, 48, 96]),
        new(Parallel, "ask for 8 points, tell all 8; the best value so far", [Rosenbrock.Four, Hartmann.Six], [32, 48, 96], Measure.Value)
        {
            Batch = 8,
            Samplers = ["auto", "tpe", "gp"],
            Peer = "mv=True,batch=8,cl=True",
        },
        new(
            Multi, "several objectives, one trial at a time; the hypervolume below 1.1 (more is better)", [Zdt.One, Dtlz.Two], [200, 500],
            Measure.Hypervolume)
        {
            Samplers = ["auto", "tpe", "nsga2"],
            Peer = "optuna-5.0 TPE-default",
            PeerOf = new Dictionary<string, string> { ["nsga2"] = "optuna-5.0 NSGA-II", ["random"] = "optuna-5.0 Random" },
        },
        new(
            MultiShifted,
            "several objectives, the front neither on the bounds nor in the middle; the hypervolume below 1.1 (more is better)",
            [Zdt.ShiftedOne, Zdt.ShiftedThree, Dtlz.ShiftedTwo], [200, 500], Measure.Hypervolume)
        {
            Samplers = ["auto", "tpe", "nsga2", "nsga3"],
            Peer = "optuna-5.0 tpe (default)",
            PeerOf = new Dictionary<string, string> { ["nsga2"] = "optuna-5.0 nsga2 (default)", ["nsga3"] = "optuna-5.0 nsga2 (default)" },
        },
        new(
            Constrained, "one trial at a time, most points not feasible; the best feasible value so far", [Branin.InDisc], [30, 60],
            Measure.FeasibleValue)
        {
            Samplers = ["auto", "tpe", "gp", "random"],
        },
        new(
            Discrete, "one trial at a time, no parameter continuous; the best value so far",
            [Counted.TwoIntegers, Counted.RosenbrockSteps4, Counted.Choices6, Counted.Layers], [20, 40, 80], Measure.Value)
        {
            Samplers = ["auto", "tpe", "random"],
        },
        new(
            Diverging, "one trial at a time, a quarter of the space explodes; the best value so far",
            [
                .. Exploding(Sphere.Shifted5), .. Exploding(Rosenbrock.Four), .. Exploding(Branin.Free),
                .. Exploding(Hartmann.Six, isHigh: true),
            ],
            [50, 100], Measure.Value)
        {
            Samplers = ["auto", "gp", "tpe"],
        },
        new(
            Kinked, "one trial at a time, the optimum in a kink; the best value so far",
            [Kinks.Bowl5, Kinks.Units4, Kinks.Product3, Kinks.Absolute6, Kinks.Cliff3], [50, 100, 200], Measure.Value)
        {
            Samplers = ["auto", "tpe", "gp"],
            Peer = "optuna-5.0 tpe (default)",
        },
        new(
            Long, "one trial at a time, 5,000 trials; the best value so far",
            [
                Large.Ackley(20), Large.Levy(20), Large.StyblinskiTang(20),
                Rosenbrock.Of(20), Large.RastriginEllipsoid(20), Large.DixonPrice(20), Large.Griewank(20), Large.Oblique(20),
            ],
            [200, 500, 1000, 2000, 5000], Measure.Value)
        {
            Samplers = ["auto", "tpe", "cmaes"],
        },
        new(
            Wide, "one trial at a time, many parameters; the best value so far",
            [Rosenbrock.Of(80), Large.Quadratic(80), Large.Ackley(80), Large.DixonPrice(80), Large.Quadratic(300), Large.Ackley(300)],
            [100, 200], Measure.Value)
        {
            Samplers = ["auto", "gp", "tpe", "cmaes"],
        },
        new(
            Noise, "one trial at a time, values with noise; the undisturbed value where the disturbed one is least",
            [
                Noisy.Of(Noisy.Unit5, 0.1), Noisy.Of(Noisy.Unit5, 0.5),
                Noisy.Of(Sphere.Shifted5, 0.1), Noisy.Of(Sphere.Shifted5, 0.5), Noisy.Of(Hartmann.Six, 0.1),
                Noisy.Of(Rosenbrock.Four, 0.5), Noisy.Of(Training.Mixed4, 0.02),
            ],
            [20, 50, 100], Measure.NoiseFreeValue)
        {
            Samplers = ["auto", "tpe", "gp", "cmaes"],
            Peer = "optuna-5.0 tpe (default)",
        },
        OfTables(Real, 1, [20, 50, 100]),
        OfTables(Real8, 8, [24, 48, 96]),
        OfTables(Real16, 16, [32, 48, 96]),
        OfTables(Paid, 1, [20, 40]) with
        {
            About = "one trial at a time, each paid by its seconds, until a budget is spent that is enough for 40 trials of the mean price",
            IsPaid = true,
            Samplers = ["auto", "auto:costAware=false", "tpe", "tpe:costAware=true"],
            Peer = null,
        },
        new(
            Priced, "one trial at a time, each paid, until a budget is spent that is enough for 40 trials of the mean price",
            [Functions.Priced.Waste5, Functions.Priced.Trade5], [20, 40], Measure.NoiseFreeValue)
        {
            IsPaid = true,
            Samplers = ["auto", "auto:costAware=false", "tpe", "tpe:costAware=true"],
        },
    ];

    private static Suite OfVaried(string name, int batch, IReadOnlyList<int> trials) => new(
        name,
        (batch == 1 ? "one trial at a time" : $"ask for {batch} points, tell all {batch}")
            + ", functions that had no part in any choice; the best value so far",
        [
            Others.Griewank8, Others.Schwefel5, Others.Michalewicz5, Others.DixonPrice10, Others.Powell8, Others.Sparse20,
            Others.Plateau4, Others.Log3, Large.Quadratic(40), Large.Quadratic(80),
        ],
        trials, Measure.Value)
    {
        Batch = batch,
        Samplers = batch == 1 ? ["auto", "tpe", "gp", "cmaes"] : ["auto", "tpe"],
        Peer = "optuna-5.0 tpe (default)",
    };

    private static Suite OfTables(string name, int batch, IReadOnlyList<int> trials) => new(
        name,
        (batch == 1 ? "one trial at a time" : $"ask for {batch} points, tell all {batch}")
            + "; the mean over both seeds at the point whose value is least", RealFunctions.All, trials, Measure.NoiseFreeValue)
    {
        Batch = batch,
        Samplers = batch == 1 ? ["auto", "tpe", "gp", "cmaes", "random"] : ["auto", "tpe"],
        Peer = "optuna-5.0 tpe (default)",
    };

    private static IEnumerable<TestFunction> Exploding(TestFunction function, bool isHigh = false) =>
        [function, Functions.Diverging.Of(function, 1e6, isHigh: isHigh), Functions.Diverging.Of(function, 1e12, isHigh: isHigh)];
}
