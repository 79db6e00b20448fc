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
}
