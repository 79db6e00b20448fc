namespace Serverless.Tuner.Contracts;

/// <summary>The money limit and what a trial costs; at most one of the meters.</summary>
public sealed record BudgetSpec
{
    /// <summary>US dollars that the study may cost in all.</summary>
    public decimal LimitUsd { get; init; }

    /// <summary>Meter: US dollars for an hour of evaluation.</summary>
    public decimal? UsdPerHour { get; init; }

    /// <summary>Meter: US dollars for an attempt at a trial, however long.</summary>
    public decimal? UsdPerTrial { get; init; }

    /// <summary>Meter: an Azure Functions price list.</summary>
    public FunctionsMeterSpec? Functions { get; init; }
}
