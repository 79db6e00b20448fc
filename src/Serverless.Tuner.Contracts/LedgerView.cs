namespace Serverless.Tuner.Contracts;

/// <summary>A study's money in US dollars, exact to a millionth.</summary>
public sealed record LedgerView
{
    /// <summary>The limit; null when there is none.</summary>
    public decimal? LimitUsd { get; init; }

    /// <summary>What ended trials cost.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>What is set aside for trials that run.</summary>
    public decimal ReservedUsd { get; init; }

    /// <summary>By how much costs reported afterwards exceeded the limit; 0 with a meter.</summary>
    public decimal OverrunUsd { get; init; }
}
