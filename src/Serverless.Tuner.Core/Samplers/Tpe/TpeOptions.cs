using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The options of TPE.</summary>
public sealed record TpeOptions
{
    /// <summary>How many trials must have a value before the model is used; until then points fill the space evenly. 1 to 10,000; 8 by default, as measured (Bergstra et al. 2011 take 20).</summary>
    public int NStartupTrials { get; init; } = 8;

    /// <summary>How many candidates are drawn from the good density for a suggestion. 1 to 10,000; 24 by default (Bergstra et al. 2013).</summary>
    public int NCandidates { get; init; } = 24;

    /// <summary>γ: the share of the trials that count as good, rounded up to a whole number of at most 25. Above 0, at most 0.5; 0.1 by default (Watanabe 2023, arXiv 2304.11127, section 3.1).</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>Whether parameters are modelled together: a mixture of products, and one choice among whole points (Falkner et al. 2018). True by default; else each parameter has a mixture and a choice of its own.</summary>
    public bool Multivariate { get; init; } = true;

    /// <summary>Whether pending trials count as bad, so that those side by side keep away from each other (constant liar). True by default.</summary>
    public bool ConstantLiar { get; init; } = true;

    /// <summary>Whether dear points must be the better the more of the budget is spent, once trials' costs are known (Lee et al. 2020, arXiv 2003.10870); only when multivariate, for a cost is that of a whole point. True by default.</summary>
    public bool CostAware { get; init; } = true;

    /// <summary>The weight of the prior, a kernel as wide as the space, among the observations of mean weight 1. Above 0, at most 1,000; 1 by default (Bergstra et al. 2011).</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>Reads the options of a spec.</summary>
    internal static TpeOptions Read(ObjectReader options)
    {
        var defaults = new TpeOptions();
        return new TpeOptions
        {
            NStartupTrials = options.Int("nStartupTrials", 1, 10_000) ?? defaults.NStartupTrials,
            NCandidates = options.Int("nCandidates", 1, 10_000) ?? defaults.NCandidates,
            Gamma = options.Positive("gamma", 0.5) ?? defaults.Gamma,
            Multivariate = options.Bool("multivariate") ?? defaults.Multivariate,
            ConstantLiar = options.Bool("constantLiar") ?? defaults.ConstantLiar,
            CostAware = options.Bool("costAware") ?? defaults.CostAware,
            PriorWeight = options.Positive("priorWeight", 1_000) ?? defaults.PriorWeight,
        };
    }
}
