namespace Serverless.Tuner.Contracts;

/// <summary>How a study went: its values, its time and its money. Times are seconds since <see cref="StartedAt"/>.</summary>
public sealed record HistoryView
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the study's last advance.</summary>
    public required int Sequence { get; init; }

    /// <summary>When the study started; when it was created, while it has not.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The value that is shown.</summary>
    public required string Metric { get; init; }

    /// <summary>Whether less or more of it is better.</summary>
    public required Direction Direction { get; init; }

    /// <summary>How many of the trials that have ended <see cref="Points"/> shows.</summary>
    public required ShownCounts Counts { get; init; }

    /// <summary>The trials that were the best one when they ended.</summary>
    public required BestSteps Best { get; init; }

    /// <summary>The trials that have ended.</summary>
    public required HistoryPoints Points { get; init; }

    /// <summary>When trials ran.</summary>
    public required HistoryTimeline Timeline { get; init; }

    /// <summary>How the hypervolume grew; null with one value.</summary>
    public HypervolumeHistory? Hypervolume { get; init; }

    /// <summary>Which share of the complete trials came to how much.</summary>
    public required EdfView Edf { get; init; }

    /// <summary>Intermediate values.</summary>
    public required IReadOnlyList<CurveView> Curves { get; init; }

    /// <summary>How many of the trials that reported have a curve here.</summary>
    public required ShownCounts CurveCounts { get; init; }
}
