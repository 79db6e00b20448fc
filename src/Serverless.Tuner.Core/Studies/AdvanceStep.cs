using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Which advance of a study it is, and what it finds.</summary>
public sealed record AdvanceStep
{
    /// <summary>The sequence number of this advance: one more than the last.</summary>
    public required int Sequence { get; init; }

    /// <summary>The open trials that the orchestration is evaluating; of the
    /// others it tells those that have ended, and starts the rest.</summary>
    public required IReadOnlySet<int> Running { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Start nothing: the orchestration wants to begin a new history.</summary>
    public bool Drain { get; init; }

    /// <summary>Whether new trials are given to workers that ask for them: then there are none for an orchestration to start.</summary>
    public bool IsForWorkers { get; init; }

    /// <summary>How many trial rows one transaction can take.</summary>
    public int MaxNewTrials { get; init; } = 99;

    /// <summary>What the study's group has; null where it has no group.</summary>
    public GroupOffer? Group { get; init; }

    /// <summary>Told of each trial's number before its point is sought; what it answers is disposed of once the point is found. It watches,
    /// and changes nothing. Null where nobody does.</summary>
    public Func<int, IDisposable?>? Suggesting { get; init; }
}
