namespace Serverless.Tuner.Contracts;

/// <summary>A schedule, as it stands.</summary>
public sealed record ScheduleView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it was asked to do; secret values are <c>***</c>.</summary>
    public required ScheduleSpec Spec { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its next slots (UTC); none when it is not enabled.</summary>
    public required IReadOnlyList<DateTimeOffset> Next { get; init; }

    /// <summary>How many slots are due and wait for the runs before them.</summary>
    public required int Waiting { get; init; }

    /// <summary>How many slots have passed without a run.</summary>
    public required int Skipped { get; init; }

    /// <summary>The last of them (UTC).</summary>
    public DateTimeOffset? LastSkipped { get; init; }

    /// <summary>Its runs, the last first: those that go on, and the last 50 that have ended; in a list of schedules the last one.</summary>
    public required IReadOnlyList<ScheduleRunView> Runs { get; init; }

    /// <summary>What is to be deployed now; null as long as no run has found anything.</summary>
    public PromotedView? Promoted { get; init; }
}
