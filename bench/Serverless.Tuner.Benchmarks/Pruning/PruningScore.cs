namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>What a study came to.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Better">Which is better.</param>
/// <param name="Of">Makes it of the final values of the complete trials, of which there may be none.</param>
internal sealed record PruningScore(string Name, Direction Better, Func<IReadOnlyList<double[]>, double> Of)
{
    /// <summary>The best value; of none the worst that there is.</summary>
    public static PruningScore Best(Direction direction) => new(
        "best", direction, complete => direction == Direction.Minimize
            ? complete.Select(values => values[0]).Append(double.PositiveInfinity).Min()
            : complete.Select(values => values[0]).Append(double.NegativeInfinity).Max());

    /// <summary>The share of the space below the reference point that is dominated.</summary>
    /// <param name="losses">Brings values to units in which 0 is the ideal and 1 the reference of each.</param>
    public static PruningScore Hypervolume(Func<double[], double[]> losses) =>
        new("hypervolume", Direction.Maximize, complete => Statistics.Hypervolume.Of(complete.Select(losses), reference: 1));
}
