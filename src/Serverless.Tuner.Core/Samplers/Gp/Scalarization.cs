using Serverless.Tuner.Core.Numerics;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Many objectives as one, by the augmented Chebyshev norm with random weights.</summary>
/// <remarks>Knowles 2006, ParEGO, section III; the weights uniform on the simplex.</remarks>
internal static class Scalarization
{
    private const double Augmentation = 0.05;

    /// <summary>A scalar loss for each row of losses.</summary>
    public static double[][] Apply(double[][] losses, TrialRandom random)
    {
        var count = losses[0].Length;
        var weights = new double[count];
        var total = 0.0;
        for (var j = 0; j < count; j++) total += weights[j] = -PortableMath.Log(1 - random.NextDouble());
        var least = Enumerable.Range(0, count).Select(j => losses.Min(l => l[j])).ToArray();
        // Halves: the difference of two doubles may overflow.
        var range = Enumerable.Range(0, count).Select(j => (0.5 * losses.Max(l => l[j])) - (0.5 * least[j])).ToArray();
        return [.. losses.Select(row =>
        {
            var (worst, sum) = (0.0, 0.0);
            for (var j = 0; j < count; j++)
            {
                var share = range[j] > 0 ? ((0.5 * row[j]) - (0.5 * least[j])) / range[j] : 0;
                var weighted = weights[j] / total * share;
                worst = Math.Max(worst, weighted);
                sum += weighted;
            }

            return new[] { worst + (Augmentation * sum) };
        })];
    }
}
