namespace Serverless.Tuner.Contracts;

/// <summary>The trials of a study of which no other is better in every value, and how much they dominate.</summary>
public sealed record ParetoView
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the study's last advance.</summary>
    public required int Sequence { get; init; }

    /// <summary>The study's values.</summary>
    public required IReadOnlyList<ParetoMetric> Metrics { get; init; }

    /// <summary>How many of the complete trials are shown.</summary>
    public required ShownCounts Counts { get; init; }

    /// <summary>The numbers of the trials on the front, the best in the first value first.</summary>
    public required IReadOnlyList<int> Front { get; init; }

    /// <summary>The trial of the front from which a little more of one value begins to cost much of the others; null with one value, or
    /// without a front.</summary>
    public int? Knee { get; init; }

    /// <summary>The exact volume between the front and <see cref="Reference"/>; null where the front is too large for it.</summary>
    public double? Hypervolume { get; init; }

    /// <summary>The reference point, a tenth of the values' range beyond the worst of each.</summary>
    public required IReadOnlyList<double> Reference { get; init; }

    /// <summary>The complete trials.</summary>
    public required ParetoPoints Points { get; init; }

    /// <summary>How the hypervolume grew.</summary>
    public required HypervolumeSteps History { get; init; }
}
