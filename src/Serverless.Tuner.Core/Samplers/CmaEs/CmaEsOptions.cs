using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The options of CMA-ES.</summary>
internal sealed record CmaEsOptions
{
    /// <summary>Quasi-random or enqueued trials before the first generation;
    /// with none of them it is drawn around the middle of the space.</summary>
    [Range(0, 10_000)]
    public int NStartupTrials { get; init; }

    /// <summary>The first mean and covariance are learned from the best tenth of
    /// the start trials, if there are any (after Nomura et al. 2021).</summary>
    public bool WarmStart { get; init; } = true;

    /// <summary>The first standard deviation, as a share of a parameter's range.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Sigma0 { get; init; } = 0.15;

    /// <summary>Trials in a generation.</summary>
    /// <value>4 + ⌊1.5 ln d⌋ for d numeric parameters</value>
    [Range(4, 10_000)]
    public int? PopulationSize { get; init; }

    /// <summary>What happens once it has converged.</summary>
    public RestartStrategy RestartStrategy { get; init; } = RestartStrategy.Ipop;

    /// <summary>Two of eight trials are where a quadratic model of the trials nearest to the mean is least, unless a parameter is discrete
    /// (after Kern et al. 2006 and Hansen 2019): one with squares alone, one with all products, of up to 26 numbers.</summary>
    public bool Surrogate { get; init; }
}
