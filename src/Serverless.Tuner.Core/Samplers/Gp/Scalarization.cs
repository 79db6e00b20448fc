using Serverless.Tuner.Core.Pareto;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Many objectives as one, by the augmented Chebyshev norm with random weights.</summary>
/// <remarks>
/// Knowles 2006, ParEGO, section III; the weights uniform on the simplex. Objectives are in units of what they range over on the front, not
/// over all trials as there: by the bad trials' range, an objective that can be much worse than it is anywhere on the front would count
/// for nothing there, and nearly all weights would lead to one end.
/// </remarks>
internal static class Scalarization
{
    private const double Augmentation = 0.05;

    // How much of the range of all trials the front's counts as at least.
    private const double LeastRange = 0.05;

    /// <summary>One loss for each row.</summary>
    /// <param name="losses">The losses of each trial.</param>
    /// <param name="feasible">Those whose front is improved.</param>
    /// <param name="random">Draws the weights.</param>
    public static double[][] Apply(double[][] losses, double[][] feasible, TrialRandom random)
    {
        var count = losses[0].Length;
        var weights = new double[count];
        var total = 0.0;
        for (var j = 0; j < count; j++) total += weights[j] = -PortableMath.Log(1 - random.NextDouble());
        return [.. UnitLosses.Of(losses, Scale(losses, feasible)).Select(row =>
        {
            var weighted = row.Select((loss, j) => weights[j] / total * loss).ToArray();
            return new[] { weighted.Max() + (Augmentation * weighted.Sum()) };
        })];
    }

    /// <summary>The front, and a point that is a share of the way from its best to the worst known: a front that is one small corner so far
    /// has no range that tells anything.</summary>
    private static double[][] Scale(double[][] losses, double[][] feasible)
    {
        var front = HypervolumeImprovement.Front(feasible);
        return [
            .. front,
            [.. Enumerable.Range(0, losses[0].Length).Select(j =>
            {
                var (best, worst) = (front.Min(p => p[j]), losses.Max(p => p[j]));
                return best + ((LeastRange * worst) - (LeastRange * best));
            })],
        ];
    }
}
