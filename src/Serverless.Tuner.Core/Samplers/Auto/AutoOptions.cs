namespace Serverless.Tuner.Core.Samplers.Auto;

/// <summary>The options of the automatic choice.</summary>
internal sealed record AutoOptions
{
    /// <summary>Cheaper points are preferred the more of the budget is spent, once costs are known.</summary>
    public bool CostAware { get; init; } = true;
}
