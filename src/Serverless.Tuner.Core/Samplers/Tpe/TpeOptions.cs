using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>The options of TPE.</summary>
public sealed record TpeOptions
{
    /// <summary>How many trials must have a value before the model is used; until then points are random. 1 to 10,000; 10 by default.</summary>
    public int NStartupTrials { get; init; } = 10;

    /// <summary>How many candidates are drawn from the good density for a suggestion. 1 to 10,000; 24 by default.</summary>
    public int NCandidates { get; init; } = 24;

    /// <summary>Whether points that cost less are preferred the more of the budget is spent, once costs are known. True by default.</summary>
    public bool CostAware { get; init; } = true;

    /// <summary>Reads the options of a spec.</summary>
    internal static TpeOptions Read(ObjectReader options)
    {
        var defaults = new TpeOptions();
        return new TpeOptions
        {
            NStartupTrials = options.Int("nStartupTrials", 1, 10_000) ?? defaults.NStartupTrials,
            NCandidates = options.Int("nCandidates", 1, 10_000) ?? defaults.NCandidates,
        };
    }
}
