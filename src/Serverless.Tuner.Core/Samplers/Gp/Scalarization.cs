using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Many objectives as one, by the augmented Chebyshev norm with random weights.</summary>
/// <remarks>Knowles 2006, ParEGO, section III; the weights uniform on the simplex.</remarks>
internal static class Scalarization
{
    private const double Augmentation = 0.05;

    public static double[][] Apply(double[][] losses, TrialRandom random)
    {
        var count = losses[0].Length;
        var weights = new double[count];
        var total = 0.0;
        for (var j = 0; j < count; j++) total += weights[j] = -PortableMath.Log(1 - random.NextDouble());
        return [.. UnitLosses.Of(losses).Select(row =>
        {
            var weighted = row.Select((loss, j) => weights[j] / total * loss).ToArray();
            return new[] { weighted.Max() + (Augmentation * weighted.Sum()) };
        })];
    }
}
