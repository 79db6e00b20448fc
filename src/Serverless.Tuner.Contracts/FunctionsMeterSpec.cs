namespace Serverless.Tuner.Contracts;

/// <summary>The price of an evaluation on Azure Functions: memory × time, and an execution.</summary>
public sealed record FunctionsMeterSpec
{
    /// <summary>Memory of an instance in GB.</summary>
    public decimal MemoryGb { get; init; }

    /// <summary>US dollars for a GB-second.</summary>
    public decimal UsdPerGbSecond { get; init; }

    /// <summary>US dollars for an execution.</summary>
    public decimal UsdPerExecution { get; init; }
}
