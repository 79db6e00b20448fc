namespace Serverless.Tuner.Contracts;

/// <summary>A webhook that is told when 50, 80 and 100 % of a shared budget are reached.</summary>
public sealed record BudgetNotifySpec
{
    /// <summary>Where it is.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the secret that signs what it is told.</summary>
    public string? Secret { get; init; }
}
