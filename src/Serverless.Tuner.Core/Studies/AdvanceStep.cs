namespace Serverless.Tuner.Core.Studies;

/// <summary>Which advance of a study it is, and what it finds.</summary>
public record AdvanceStep
{
    /// <summary>The sequence number of this advance: one more than the last.</summary>
    public required int Sequence { get; init; }

    /// <summary>The open trials that the orchestration is evaluating; those it is not are told if they have ended, and started if not.</summary>
    public required IReadOnlySet<int> Running { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Start nothing: the orchestration wants to begin a new history.</summary>
    public bool Drain { get; init; }
}
