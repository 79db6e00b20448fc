namespace Serverless.Tuner.Contracts;

/// <summary>The money limit and what a trial costs: the sum of its meters.</summary>
public sealed record BudgetSpec
{
    /// <summary>US dollars that the study may cost in all; required where it names no <see cref="Group"/>.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>The name of a budget that many studies share, beside the study's own limit or instead of one.</summary>
    public string? Group { get; init; }

    /// <summary>Meter: US dollars for an hour of evaluation.</summary>
    public decimal? UsdPerHour { get; init; }

    /// <summary>Meter: US dollars for an attempt at a trial, however long.</summary>
    public decimal? UsdPerTrial { get; init; }

    /// <summary>Meter: Azure Functions' Consumption plan.</summary>
    public FunctionsMeterSpec? Functions { get; init; }

    /// <summary>Meter: Azure Functions' Flex Consumption plan.</summary>
    public FlexMeterSpec? Flex { get; init; }

    /// <summary>Meter: what the objective reports, alone or beside the other meters.</summary>
    public bool Reported { get; init; }

    /// <summary>What a trial is expected to cost in US dollars, as long as nothing is known of what trials cost.</summary>
    public decimal? ExpectedUsd { get; init; }

    /// <summary>How much is set aside for a trial.</summary>
    public BudgetPolicy Policy { get; init; }
}
