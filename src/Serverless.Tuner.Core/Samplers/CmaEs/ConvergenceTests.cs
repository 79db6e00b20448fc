namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Whether CMA-ES has nothing more to find where it is.</summary>
internal static class ConvergenceTests
{
    /// <summary>How many generations' best losses are looked at, at most.</summary>
    public const int MostGenerations = 200;

    // Shares of a parameter's range: finer differences hardly matter for hyperparameters.
    private const double LeastDeviation = 1e-6;
    private const double FlatShare = 1e-12;

    /// <summary>Whether its steps are tiny, or the best losses of the last 10 + 30 d /
    /// λ generations all but equal (Hansen 2016, section B.3: TolX, TolFun).</summary>
    public static bool IsConverged(SearchDistribution distribution, NumericCoordinates coordinates, int population)
    {
        if (coordinates.Dimensions == 0) return false;
        if (coordinates.HasContinuous && IsTiny(distribution, coordinates)) return true;

        var window = Math.Min(MostGenerations, 10 + (30 * coordinates.Dimensions / population));
        if (distribution.BestLosses.Length < window) return false;
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var loss in distribution.BestLosses.AsSpan(distribution.BestLosses.Length - window))
            (least, most) = (Math.Min(least, loss), Math.Max(most, loss));
        return most - least <= FlatShare * Math.Max(Math.Abs(least), Math.Abs(most));
    }

    private static bool IsTiny(SearchDistribution distribution, NumericCoordinates coordinates)
    {
        for (var j = 0; j < coordinates.Dimensions; j++)
            if (coordinates.Cells[j] is null && !(distribution.Deviation(j) < LeastDeviation)) return false;
        return true;
    }
}
