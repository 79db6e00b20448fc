namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>Something to train step by step, with parameters.</summary>
internal interface IPruningTask
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it is, in a sentence.</summary>
    string About { get; }

    /// <summary>What a step is called.</summary>
    string Unit { get; }

    /// <summary>The search space.</summary>
    IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>What is better of each value.</summary>
    IReadOnlyList<Direction> Directions { get; }

    /// <summary>What a study came to, in which its complete trials are judged: a best value, or a hypervolume.</summary>
    PruningScore Score { get; }

    /// <summary>How long a study is, in each of its modes.</summary>
    IReadOnlyList<PruningMode> Modes { get; }

    /// <summary>The pruners that are measured unless others are asked for.</summary>
    string Pruners { get; }

    /// <summary>The samplers that are measured unless others are asked for.</summary>
    string Samplers { get; }

    /// <summary>Trains until the end or until a report is answered by false.</summary>
    /// <param name="seed">The study's seed.</param>
    /// <param name="number">The trial's number.</param>
    /// <param name="point">The parameters.</param>
    /// <param name="report">Takes each step's values; whether to go on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The final values; none when it failed, null when it was stopped.</returns>
    Task<double[]?> TrainAsync(
        int seed, int number, IReadOnlyDictionary<string, ParameterValue> point, Func<int, double[], bool> report,
        CancellationToken cancellationToken);
}
