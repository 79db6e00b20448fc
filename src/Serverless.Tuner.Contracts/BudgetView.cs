namespace Serverless.Tuner.Contracts;

/// <summary>A budget that many studies share, as it stands in its present period, in US dollars.</summary>
public sealed record BudgetView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its studies may cost together in a period.</summary>
    public required decimal LimitUsd { get; init; }

    /// <summary>For how long the limit holds.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>When the present period began (UTC); null for one that holds for ever.</summary>
    public DateTimeOffset? PeriodStart { get; init; }

    /// <summary>When the next one begins (UTC); null for one that holds for ever.</summary>
    public DateTimeOffset? PeriodEnd { get; init; }

    /// <summary>How many of its studies run at once; null when that is not limited.</summary>
    public int? MaxStudies { get; init; }

    /// <summary>What trials of this period cost that have ended, as far as the budget was told; a few seconds late.</summary>
    public required decimal SpentUsd { get; init; }

    /// <summary>What is set aside for trials that run, and for the next ones.</summary>
    public required decimal ReservedUsd { get; init; }

    /// <summary>What is left.</summary>
    public required decimal FreeUsd { get; init; }

    /// <summary>By how much the limit is exceeded: by costs that were reported afterwards, or since it was lowered.</summary>
    public required decimal OverrunUsd { get; init; }

    /// <summary>Its studies that have not ended and have money of it, or wait for some.</summary>
    public required IReadOnlyList<BudgetStudyView> Studies { get; init; }

    /// <summary>The shares of the limit that were reached, the oldest first.</summary>
    public required IReadOnlyList<BudgetAlertView> Alerts { get; init; }

    /// <summary>Webhooks that are told of these; null when there are none.</summary>
    public IReadOnlyList<BudgetNotifySpec>? Notify { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
