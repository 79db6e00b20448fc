using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Benchmarks.Runs;

namespace Serverless.Tuner.Benchmarks.Quality;

/// <summary>The suites there are.</summary>
public static class Suites
{
    /// <summary>One trial at a time.</summary>
    public const string Single = "single";

    /// <summary>Eight trials at a time.</summary>
    public const string Parallel = "parallel";

    /// <summary>Several objectives.</summary>
    public const string Multi = "multi";

    /// <summary>Points that are not feasible.</summary>
    public const string Constrained = "constrained";

    /// <summary>Points that can be counted.</summary>
    public const string Discrete = "discrete";

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
    ];
}
