namespace Serverless.Tuner.Contracts;

/// <summary>What is noteworthy about a study, and what to do about it.</summary>
public sealed record HintsView
{
    /// <summary>The study.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the study's last advance.</summary>
    public required int Sequence { get; init; }

    /// <summary>The hints, warnings first.</summary>
    public required IReadOnlyList<HintView> Hints { get; init; }
}
