namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Whether CMA-ES has nothing more to find where it is.</summary>
internal static class ConvergenceTests
{
    /// <summary>How many generations' best losses are looked at, at most.</summary>
    public const int MostGenerations = 200;

    // Shares of a parameter's range: finer differences hardly matter to anyone who tunes.
    private const double LeastDeviation = 1e-6;
    private const double FlatShare = 1e-12;

    /// <summary>Whether its steps are tiny, or the best losses of the last 10 + 30 d / λ generations all but equal (Hansen 2016, section B.3: TolX, TolFun).</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="coordinates">The numeric coordinates.</param>
    /// <param name="population">The population size.</param>
    public static bool IsConverged(SearchDistribution distribution, NumericCoordinates coordinates, int population)
    {
        if (coordinates.Dimensions == 0) return false;
        var isTiny = true;
        for (var j = 0; isTiny && j < coordinates.Dimensions; j++)
            isTiny = coordinates.Cells[j] is not null || distribution.Deviation(j) < LeastDeviation;
        if (isTiny && Array.Exists(coordinates.Cells, c => c is null)) return true;

        var window = Math.Min(MostGenerations, 10 + (30 * coordinates.Dimensions / population));
        if (distribution.BestLosses.Length < window) return false;
        var last = distribution.BestLosses.AsSpan()[^window..];
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var loss in last) (least, most) = (Math.Min(least, loss), Math.Max(most, loss));
        return most - least <= FlatShare * Math.Max(Math.Abs(least), Math.Abs(most));
    }
}
