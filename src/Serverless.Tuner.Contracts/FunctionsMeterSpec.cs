using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>The price of an evaluation on Azure Functions: memory × time, and an execution.
/// Where prices are not given, the Consumption plan's public list prices count.</summary>
/// <remarks>List prices in US dollars as of 2025, without the monthly free grant, which all apps of a subscription share.</remarks>
public sealed record FunctionsMeterSpec
{
    /// <summary>The list price of a GB-second on the Consumption plan.</summary>
    public const decimal ListUsdPerGbSecond = 0.000016m;

    /// <summary>The list price of an execution on the Consumption plan: 20 cents for a million.</summary>
    public const decimal ListUsdPerExecution = 0.0000002m;

    /// <summary>Memory of an instance in GB of 1,024 MB; billed in steps of 128 MB, rounded up.</summary>
    [Required]
    [Range(0.0, 1024.0, MinimumIsExclusive = true)]
    public decimal MemoryGb { get; init; }

    /// <summary>US dollars for a GB-second.</summary>
    public decimal UsdPerGbSecond { get; init; } = ListUsdPerGbSecond;

    /// <summary>US dollars for an execution.</summary>
    [Range(0.0, 1e9)]
    public decimal UsdPerExecution { get; init; } = ListUsdPerExecution;
}
