namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>Values with the sign for which less is better, so that every pruner minimises.</summary>
internal static class Loss
{
    public static double Of(double value, Direction direction) => direction == Direction.Minimize ? value : -value;

    public static double? Of(double? value, Direction direction) => value is { } known ? Of(known, direction) : null;

    /// <summary>The least loss among some reports of a curve; infinite when there is none.</summary>
    public static double Least(IReadOnlyList<double> values, int from, int to, Direction direction)
    {
        var least = double.PositiveInfinity;
        for (var i = from; i < to; i++) least = Math.Min(least, Of(values[i], direction));
        return least;
    }
}
