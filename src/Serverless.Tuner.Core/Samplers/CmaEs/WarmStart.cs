namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The first distribution, learned from the best of the start trials.</summary>
/// <remarks>
/// After M. Nomura et al. 2021 (Warm starting CMA-ES for hyperparameter optimization, AAAI), section 4: the one normal distribution
/// that is nearest to a mixture of round ones at the best trials.
/// </remarks>
internal static class WarmStart
{
    private const double BestShare = 0.1;

    /// <summary>The distribution; null when no start trial has a value, or the options want none.</summary>
    public static SearchDistribution? Of(NumericCoordinates coordinates, ReadOnlySpan<EncodedTrial> ended, CmaEsOptions options)
    {
        if (!options.WarmStart) return null;
        var members = ended.ToArray().Select(coordinates.MemberOf).Where(m => m.IsGood).ToArray();
        if (members.Length == 0) return null;
        Array.Sort(members, GenerationMember.Compare);
        var best = members.Take(Math.Max(1, (int)(BestShare * members.Length))).Select(PresentCoordinates).ToArray();
        var mean = MeanOf(best, coordinates.Dimensions);
        var shape = coordinates.Dimensions == 0
            ? Covariance.Identity(0, true)
            : ShapeOf(best, mean, options.Sigma0, coordinates.IsDiagonal);
        return shape is null
            ? null
            : SearchDistribution.At(
                mean, options.Sigma0, shape, ChoiceProbabilities.Update(coordinates.EvenChoices(), members, members.Length));
    }

    private static double[] MeanOf(double[][] best, int dimensions)
    {
        var mean = new double[dimensions];
        foreach (var point in best)
            for (var j = 0; j < mean.Length; j++)
                mean[j] += point[j] / best.Length;
        return mean;
    }

    /// <summary>The covariance of the mixture, in units of the step size: that
    /// of each round normal distribution, and that of their centres.</summary>
    private static Covariance? ShapeOf(double[][] best, double[] mean, double sigma, bool isDiagonal)
    {
        var n = mean.Length;
        var variance = sigma * sigma;
        var matrix = new double[isDiagonal ? n : n * n];
        for (var j = 0; j < n; j++)
            for (var k = isDiagonal ? j : 0; k <= j; k++)
            {
                var sum = j == k ? variance : 0.0;
                foreach (var point in best) sum += (point[j] - mean[j]) * (point[k] - mean[k]) / best.Length;
                if (isDiagonal) matrix[j] = sum / variance;
                else matrix[(j * n) + k] = matrix[(k * n) + j] = sum / variance;
            }

        return Covariance.Of(matrix, isDiagonal);
    }

    private static double[] PresentCoordinates(GenerationMember member) => [.. member.Numeric.Select(x => double.IsNaN(x) ? 0.5 : x)];
}
