namespace Serverless.Tuner.Contracts;

/// <summary>One run of a schedule.</summary>
public sealed record ScheduleRunView
{
    /// <summary>The name of its study.</summary>
    public required string Study { get; init; }

    /// <summary>The slot that it is for (UTC); null for a run by hand.</summary>
    public DateTimeOffset? Slot { get; init; }

    /// <summary>When its slot was taken (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>When it had its result (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ScheduleRunState State { get; init; }

    /// <summary>What came of it, once it has ended.</summary>
    public ScheduleRunResult? Result { get; init; }

    /// <summary>Why, in words; null when the result says it all.</summary>
    public string? Reason { get; init; }

    /// <summary>The value of its best; where that was evaluated again, the mean.</summary>
    public double? Value { get; init; }

    /// <summary>The value of what was promoted until then; where that was evaluated again, the mean.</summary>
    public double? PromotedValue { get; init; }

    /// <summary>The study in which the two were evaluated again.</summary>
    public string? Comparison { get; init; }
}
