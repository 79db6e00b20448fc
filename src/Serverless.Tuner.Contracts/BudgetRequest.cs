using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Contracts;

/// <summary>What <c>PUT budgets/{name}</c> takes: the budget as it is to be.</summary>
public sealed record BudgetRequest
{
    /// <summary>US dollars that all its studies may cost together in a period.</summary>
    [Required]
    public decimal LimitUsd { get; init; }

    /// <summary>For how long the limit holds before it begins anew.</summary>
    public BudgetPeriod Period { get; init; }

    /// <summary>How many of its studies run at once; not limited when null.</summary>
    [Range(1, 10_000)]
    public int? MaxStudies { get; init; }

    /// <summary>Webhooks that are told when 50, 80 and 100 % of the limit are spent; up to 8.</summary>
    public IReadOnlyList<BudgetNotifySpec>? Notify { get; init; }
}
