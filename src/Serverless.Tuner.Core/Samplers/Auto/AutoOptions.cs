using Serverless.Tuner.Core.Json;

namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>The options of the automatic choice.</summary>
public sealed record AutoOptions
{
    /// <summary>Whether points that cost less are preferred the more of the budget is spent, once costs are known. True by default.</summary>
    public bool CostAware { get; init; } = true;

    /// <summary>Reads the options of a spec.</summary>
    internal static AutoOptions Read(ObjectReader options) => new() { CostAware = options.Bool("costAware") ?? new AutoOptions().CostAware };
}
