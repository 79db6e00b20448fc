namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The weights and learning rates for a number of dimensions and a population size.</summary>
/// <remarks>Hansen 2016 (The CMA evolution strategy: a tutorial, arXiv 1604.00772),
/// table 1; with a diagonal covariance after Ros and Hansen 2008, section 4.</remarks>
internal sealed class StrategyParameters
{
    /// <param name="dimensions">1 or more.</param>
    /// <param name="population">2 or more.</param>
    /// <param name="isDiagonal">Whether only the variances are learned: then faster.</param>
    public StrategyParameters(int dimensions, int population, bool isDiagonal)
    {
        double n = dimensions;
        Parents = population / 2;
        Weights = [.. Enumerable.Range(1, population).Select(i => PortableMath.Log((population + 1) / 2.0) - PortableMath.Log(i))];
        var good = Weights[..Parents];
        var bad = Weights[Parents..];
        var mu = MuEff = Effective(good);
        CSigma = (mu + 2) / (n + mu + 5);
        DSigma = 1 + (2 * Math.Max(0, Math.Sqrt(Math.Max(0, mu - 1) / (n + 1)) - 1)) + CSigma;
        CC = (4 + (mu / n)) / (n + 4 + (2 * mu / n));
        var speed = isDiagonal ? (n + 1.5) / 3 : 1;
        C1 = Math.Min(0.5, speed * 2 / (((n + 1.3) * (n + 1.3)) + mu));
        CMu = Math.Min(1 - C1, speed * 2 * (0.25 + mu + (1 / mu) - 2) / (((n + 2) * (n + 2)) + mu));
        ChiN = Math.Sqrt(n) * (1 - (1 / (4 * n)) + (1 / (21 * n * n)));

        var most = 1 + (C1 / CMu);
        most = Math.Min(most, 1 + (2 * Effective(bad) / (mu + 2)));
        most = Math.Min(most, (1 - C1 - CMu) / (n * CMu));
        var (goodSum, badSum) = (good.Sum(), -bad.Where(w => w < 0).Sum());
        for (var i = 0; i < population; i++)
            Weights[i] = i < Parents ? Weights[i] / goodSum : Math.Min(0, Weights[i]) * Math.Max(0, most) / Math.Max(badSum, 1e-300);
    }

    /// <summary>How many of the best the mean moves to.</summary>
    public int Parents { get; }

    /// <summary>A weight for each rank, the best first: those of the parents sum to 1, the others are not positive.</summary>
    public double[] Weights { get; }

    /// <summary>How many equally weighted parents would have the same variance.</summary>
    public double MuEff { get; }

    /// <summary>The rate at which the path of the step size forgets.</summary>
    public double CSigma { get; }

    /// <summary>The damping of the step size.</summary>
    public double DSigma { get; }

    /// <summary>The rate at which the path of the covariance forgets.</summary>
    public double CC { get; }

    /// <summary>The rate of the rank-one update.</summary>
    public double C1 { get; }

    /// <summary>The rate of the rank-μ update.</summary>
    public double CMu { get; }

    /// <summary>The expected length of a standard normal vector.</summary>
    public double ChiN { get; }

    private static double Effective(double[] weights)
    {
        var (sum, squares) = (weights.Sum(), weights.Sum(w => w * w));
        return squares > 0 ? sum * sum / squares : 0;
    }
}
