using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>The price of an evaluation on Azure Functions' Flex Consumption plan: the memory of an instance × time, and an execution. Time
/// is billed in steps of 100 ms, rounded up, and as a second at least.</summary>
/// <remarks>List prices in US dollars as of 2025, of instances on demand, without the monthly free grant, which all apps of a subscription
/// share. What runs beside other executions on one instance is billed once by Azure, and here each time.</remarks>
public sealed record FlexMeterSpec
{
    /// <summary>The list price of a GB-second on demand.</summary>
    public const decimal ListUsdPerGbSecond = 0.000026m;

    /// <summary>The list price of an execution: 40 cents for a million.</summary>
    public const decimal ListUsdPerExecution = 0.0000004m;

    /// <summary>The memory of an instance where nobody says it, in GB.</summary>
    public const decimal UsualMemoryGb = 2;

    /// <summary>Memory of an instance in GB of 1,024 MB: Azure offers 0.5, 2 and 4. Without it that of the app's own instances.</summary>
    [Range(0.5, 1024.0)]
    public decimal? MemoryGb { get; init; }

    /// <summary>US dollars for a GB-second.</summary>
    public decimal UsdPerGbSecond { get; init; } = ListUsdPerGbSecond;

    /// <summary>US dollars for an execution.</summary>
    [Range(0.0, 1e9)]
    public decimal UsdPerExecution { get; init; } = ListUsdPerExecution;
}
