namespace Serverless.Tuner.Core.Tests.Pareto;

/// <summary>Random losses for the laws, of 1 to 5 objectives.</summary>
internal static class Losses
{
    /// <summary>Points in [0, 1); about half of the seeds give values on a coarse grid, where ties abound.</summary>
    public static double[][] From(Random random, int objectives, int most = 40)
    {
        var levels = random.Next(2) == 0 ? 4 : 0;
        return
        [
            .. Enumerable.Range(0, random.Next(most + 1))
                .Select(
                    _ =>
                        Enumerable.Range(0, objectives)
                            .Select(_ => levels > 0 ? random.Next(levels) / (double)levels : random.NextDouble()).ToArray()),
        ];
    }

    public static double[] Ones(int objectives) => [.. Enumerable.Repeat(1.0, objectives)];
}
