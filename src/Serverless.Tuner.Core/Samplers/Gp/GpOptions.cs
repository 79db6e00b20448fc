using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The options of the Gaussian-process sampler.</summary>
public sealed record GpOptions
{
    /// <summary>How many trials must have a value before the model is used; until then points fill the space evenly. 1 to 10,000; by default the dimensions plus 2, at least 8 and at most 16, but no more than a third of what the budget pays for.</summary>
    public int? NStartupTrials { get; init; }

    /// <summary>How many candidates are compared before the best are refined. 10 to 20,000; 1,000 by default.</summary>
    public int NCandidates { get; init; } = 1000;

    /// <summary>How many of the candidates are refined by local search. 1 to 100; 4 by default.</summary>
    public int NLocalSearches { get; init; } = 4;

    /// <summary>To how many trials the model is fitted at most: the best, and of the others the newest. 20 to 1,000; 250 by default. A suggestion's time grows with its cube.</summary>
    public int NMaxTrials { get; init; } = 250;

    /// <summary>Whether points that cost less are preferred the more of the budget is spent, once costs are known. True by default.</summary>
    public bool CostAware { get; init; } = true;

    private const int FewestStartup = 4;

    /// <summary>How many trials start a study whose spec does not say.</summary>
    internal static int DefaultStartup(SamplerHistory history) =>
        Math.Min(Math.Clamp(history.Encoding.Scales.Count(s => !s.IsConstant) + 2, 8, 16), Math.Max(FewestStartup, history.AffordableTrials / 3));

    /// <summary>Reads the options of a spec.</summary>
    internal static GpOptions Read(ObjectReader options)
    {
        var defaults = new GpOptions();
        return new GpOptions
        {
            NStartupTrials = options.Int("nStartupTrials", 1, 10_000),
            NCandidates = options.Int("nCandidates", 10, 20_000) ?? defaults.NCandidates,
            NLocalSearches = options.Int("nLocalSearches", 1, 100) ?? defaults.NLocalSearches,
            NMaxTrials = options.Int("nMaxTrials", 20, 1_000) ?? defaults.NMaxTrials,
            CostAware = options.Bool("costAware") ?? defaults.CostAware,
        };
    }
}
