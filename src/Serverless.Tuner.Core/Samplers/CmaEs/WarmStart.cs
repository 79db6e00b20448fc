using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The first distribution, learned from the best of the start trials.</summary>
/// <remarks>
/// After M. Nomura et al. 2021 (Warm starting CMA-ES for hyperparameter optimization, AAAI), section 4: the one normal distribution
/// that is nearest to a mixture of round ones at the best trials.
/// </remarks>
internal static class WarmStart
{
    private const double BestShare = 0.1;

    /// <summary>The distribution; null when no start trial has a value, or none is wanted.</summary>
    public static SearchDistribution? Of(NumericCoordinates coordinates, ReadOnlySpan<EncodedTrial> ended, CmaEsOptions options)
    {
        if (!options.WarmStart) return null;
        var members = new List<GenerationMember>();
        foreach (var trial in ended)
            members.Add(new GenerationMember(trial, [.. coordinates.Numeric.Select(i => trial.Point[i])], [.. coordinates.Categorical.Select(i => double.IsNaN(trial.Point[i]) ? -1 : (int)trial.Point[i])]));
        members.RemoveAll(m => !m.IsGood);
        if (members.Count == 0) return null;
        members.Sort(GenerationMember.Compare);
        var best = members.Take(Math.Max(1, (int)(BestShare * members.Count))).ToArray();

        var n = coordinates.Dimensions;
        var mean = new double[n];
        foreach (var member in best)
            for (var j = 0; j < n; j++)
                mean[j] += Coordinate(member, j) / best.Length;
        var variance = options.Sigma0 * options.Sigma0;
        var matrix = new double[coordinates.IsDiagonal ? n : n * n];
        for (var j = 0; j < n; j++)
            for (var k = coordinates.IsDiagonal ? j : 0; k <= j; k++)
            {
                var sum = j == k ? variance : 0.0;
                foreach (var member in best) sum += (Coordinate(member, j) - mean[j]) * (Coordinate(member, k) - mean[k]) / best.Length;
                if (coordinates.IsDiagonal) matrix[j] = sum / variance;
                else matrix[(j * n) + k] = matrix[(k * n) + j] = sum / variance;
            }

        var shape = n == 0 ? Covariance.Identity(0, true) : Covariance.Of(matrix, coordinates.IsDiagonal);
        if (shape is null) return null;
        return SearchDistribution.At(mean, options.Sigma0, shape, ChoiceProbabilities.Update(coordinates.EvenChoices(), [.. members], members.Count));
    }

    private static double Coordinate(GenerationMember member, int j) => double.IsNaN(member.Numeric[j]) ? 0.5 : member.Numeric[j];
}
