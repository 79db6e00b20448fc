using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>The options of CMA-ES.</summary>
public sealed record CmaEsOptions
{
    /// <summary>
    /// How many trials are quasi-random, or given by hand, before the first generation. 0 to 10,000; 0 by default: then the first
    /// generation is drawn around the middle of the space.
    /// </summary>
    public int NStartupTrials { get; init; }

    /// <summary>The first standard deviation, as a share of a parameter's range. Above 0, at most 1; 0.15 by default.</summary>
    public double Sigma0 { get; init; } = 0.15;

    /// <summary>How many trials make a generation. 4 to 10,000; by default 4 + ⌊1.5 ln d⌋ for d numeric parameters.</summary>
    public int? PopulationSize { get; init; }

    /// <summary>What happens once it has converged; <see cref="RestartStrategy.Ipop"/> by default.</summary>
    public RestartStrategy RestartStrategy { get; init; } = RestartStrategy.Ipop;

    /// <summary>Whether the first mean and covariance are learned from the best tenth of the start trials, if there are any, instead of the middle of the space; true by default.</summary>
    public bool WarmStart { get; init; } = true;

    /// <summary>Reads the options of a spec.</summary>
    internal static CmaEsOptions Read(ObjectReader options)
    {
        var defaults = new CmaEsOptions();
        return new CmaEsOptions
        {
            NStartupTrials = options.Int("nStartupTrials", 0, 10_000) ?? defaults.NStartupTrials,
            Sigma0 = options.Positive("sigma0", 1) ?? defaults.Sigma0,
            PopulationSize = options.Int("populationSize", 4, 10_000),
            RestartStrategy = options.Choice("restartStrategy", "none", "ipop", "bipop") switch
            {
                "none" => RestartStrategy.None,
                "ipop" => RestartStrategy.Ipop,
                "bipop" => RestartStrategy.Bipop,
                _ => defaults.RestartStrategy,
            },
            WarmStart = options.Bool("warmStart") ?? defaults.WarmStart,
        };
    }
}
