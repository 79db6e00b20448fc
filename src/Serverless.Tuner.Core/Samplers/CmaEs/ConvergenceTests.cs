namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Whether CMA-ES has nothing more to find where it is.</summary>
internal static class ConvergenceTests
{
    private const int MostGenerations = 200;

    // Shares of a parameter's range: finer differences hardly matter for hyperparameters.
    private const double LeastDeviation = 1e-6;
    private const double FlatShare = 1e-12;

    /// <summary>Whether its steps are tiny, or the best losses of the last 10 + 30 d /
    /// λ generations all but equal (Hansen 2016, section B.3: TolX, TolFun).</summary>
    public static bool IsConverged(SearchDistribution distribution, NumericCoordinates coordinates, int population)
    {
        if (coordinates.Dimensions == 0) return false;
        if (coordinates.HasContinuous && IsTiny(distribution, coordinates)) return true;

        return distribution.FlatGenerations >= Math.Min(MostGenerations, 10 + (30 * coordinates.Dimensions / population));
    }

    /// <summary>The distribution after a generation, as far as its best loss goes.</summary>
    public static SearchDistribution Follow(SearchDistribution distribution, double loss)
    {
        var flat = distribution.FlatLoss;
        return Math.Abs(loss - flat) <= FlatShare * Math.Max(Math.Abs(loss), Math.Abs(flat))
            ? distribution with { FlatGenerations = distribution.FlatGenerations + 1 }
            : distribution with { FlatLoss = loss, FlatGenerations = 1 };
    }

    private static bool IsTiny(SearchDistribution distribution, NumericCoordinates coordinates)
    {
        for (var j = 0; j < coordinates.Dimensions; j++)
            if (coordinates.Cells[j] is null && !(distribution.Deviation(j) < LeastDeviation)) return false;
        return true;
    }
}
