namespace Serverless.Tuner.Contracts;

/// <summary>Trials with their parameters, for slices, ranks, contours and parallel coordinates.</summary>
public sealed record ScatterView
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the study's last advance.</summary>
    public required int Sequence { get; init; }

    /// <summary>The value that is shown.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether less or more of it is better.</summary>
    public required Direction Direction { get; init; }

    /// <summary>How many of the trials that have ended are shown.</summary>
    public required ShownCounts Counts { get; init; }

    /// <summary>The search space's parameters.</summary>
    public required IReadOnlyList<ScatterParameter> Parameters { get; init; }

    /// <summary>The trials.</summary>
    public required ScatterTrials Trials { get; init; }

    /// <summary>Correlations over all complete trials, those that are not shown included.</summary>
    public required CorrelationsView Correlations { get; init; }
}
