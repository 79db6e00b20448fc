using Serverless.Tuner.Core.Samplers.Gp;

namespace Serverless.Tuner.Core.Tests.Samplers.Gp;

/// <summary>Points and processes for the tests.</summary>
internal static class Fixture
{
    public static readonly bool[] Kinds = [false, false, true];

    public static double[][] Points(int count, int seed = 1)
    {
        var random = new TrialRandom(seed, 0);
        return [.. Enumerable.Range(0, count).Select(_ => new[] { random.NextDouble(), random.NextDouble(), (double)random.NextInt(3) })];
    }

    public static double[] Values(double[][] points) =>
        [.. points.Select(p => Math.Sin(5 * p[0]) + (p[1] * p[1]) + (p[2] == 1 ? 0.5 : 0))];

    public static FeatureTable Table(double[][] points)
    {
        var table = new FeatureTable(Kinds, points.Length);
        foreach (var point in points) table.Add(point);
        return table;
    }

    /// <summary>A process with given logarithms of length scales and noise.</summary>
    public static GaussianProcess Process(double[][] points, double[] values, double[] logs)
    {
        var work = new GpWorkspace();
        var table = Table(points);
        var likelihood = new MarginalLikelihood(table, values, GpPrior.For(3, false), work);
        likelihood.Factorize(logs);
        return new GaussianProcess(table, logs, likelihood, work);
    }
}
