namespace Serverless.Tuner.Contracts;

/// <summary>What failed and why, over many studies.</summary>
/// <param name="Items">The reasons, the most frequent first.</param>
/// <param name="StudiesRead">How many studies with failures were looked at.</param>
/// <param name="IsCut">Whether there are more studies, trials or reasons than were looked at or are shown.</param>
public sealed record FailuresView(IReadOnlyList<FailureView> Items, int StudiesRead, bool IsCut);

/// <summary>One reason for which trials failed, or studies ended with an error.</summary>
public sealed record FailureView
{
    /// <summary>The reason, with <c>#</c> for numbers and identifiers.</summary>
    public required string Reason { get; init; }

    /// <summary>How many trials failed of it, and studies.</summary>
    public required int Count { get; init; }

    /// <summary>The studies in which, the most affected first.</summary>
    public required IReadOnlyList<FailedStudyView> Studies { get; init; }

    /// <summary>The reason as one of them has it, whole.</summary>
    public required string Example { get; init; }

    /// <summary>When the last of them failed (UTC).</summary>
    public DateTimeOffset? LastAt { get; init; }
}

/// <summary>A study in which something failed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many of its trials failed so; 0 when it is the study itself that ended with that error.</param>
/// <param name="Trials">The first of them, by number.</param>
public sealed record FailedStudyView(string Name, int Count, IReadOnlyList<int> Trials);
