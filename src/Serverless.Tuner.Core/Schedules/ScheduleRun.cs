using System.Text.Json.Serialization;
using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Schedules;

/// <summary>A run of a schedule, as the schedule's row holds it.</summary>
/// <param name="Study">The name of its study.</param>
/// <param name="Slot">The slot that it is for.</param>
/// <param name="TakenAt">When the slot was taken.</param>
public sealed record ScheduleRun(string Study, ScheduleSlot Slot, DateTimeOffset TakenAt)
{
    /// <summary>Where it stands.</summary>
    public ScheduleRunState State { get; init; }

    /// <summary>Whether its study is asked to stop for the next run.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>What of the template's limit is set aside for the comparison.</summary>
    public Money SetAside { get; init; }

    /// <summary>When it had its result.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What came of it.</summary>
    public ScheduleRunResult? Result { get; init; }

    /// <summary>Why, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>Its best, once its study has ended.</summary>
    public RunBest? Best { get; init; }

    /// <summary>The value of its best; where that was evaluated again, the mean.</summary>
    public double? Value { get; init; }

    /// <summary>The value of what was promoted until then; where that was evaluated again, the mean.</summary>
    public double? PromotedValue { get; init; }

    /// <summary>The study in which the two are evaluated again.</summary>
    public string? Comparison { get; init; }

    /// <summary>Whether it has no result yet.</summary>
    [JsonIgnore]
    public bool IsInHand => State != ScheduleRunState.Ended;

    /// <summary>Whether another run may not yet begin.</summary>
    internal bool IsInTheWay => IsInHand && !IsCancelled;
}
