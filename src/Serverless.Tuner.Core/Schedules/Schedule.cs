namespace Serverless.Tuner.Core.Schedules;

/// <summary>A schedule as its row holds it.</summary>
public sealed record Schedule
{
    /// <summary>Its identifier, which no other schedule has, one of its name that was deleted included.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required ScheduleSpec Spec { get; init; }

    /// <summary>On whose behalf it starts studies.</summary>
    public required ScheduleOwner Owner { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Every slot up to this time has been dealt with; never goes back.</summary>
    public required DateTimeOffset DealtUntil { get; init; }

    /// <summary>Slots that are due and wait for the runs before them, the first to be started first.</summary>
    public IReadOnlyList<ScheduleSlot> Waiting { get; init; } = [];

    /// <summary>Runs in the order in which they were taken: those in hand, and the last that have ended.</summary>
    public IReadOnlyList<ScheduleRun> Runs { get; init; } = [];

    /// <summary>How many slots have passed without a run.</summary>
    public int Skipped { get; init; }

    /// <summary>The last of them.</summary>
    public DateTimeOffset? LastSkipped { get; init; }

    /// <summary>What is to be deployed now.</summary>
    public PromotedPoint? Promoted { get; init; }

    /// <summary>What its webhooks are still to be told.</summary>
    public IReadOnlyList<ScheduleNotice> Notices { get; init; } = [];

    /// <summary>Which way is better; null where there are several values, and nothing is promoted.</summary>
    internal Direction? Direction => Spec.Study.Directions.Count == 1 ? Spec.Study.Directions[0] : null;

    /// <summary>The run of a study; null when it has none.</summary>
    public ScheduleRun? Find(string study) => Runs.FirstOrDefault(run => run.Study == study);
}
