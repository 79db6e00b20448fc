namespace Serverless.Tuner.Contracts;

/// <summary>About what it cost on Azure to drive a study, beside what its trials cost: derived from its counts, not measured.</summary>
public sealed record AzureCostView
{
    /// <summary>How often a function ran for it, its evaluations left out.</summary>
    public required long Executions { get; init; }

    /// <summary>Requests to tables, queues and blobs, those of Durable Functions included.</summary>
    public required long StorageOperations { get; init; }

    /// <summary>What both cost in US dollars at list prices of 2025.</summary>
    public required decimal Usd { get; init; }
}
