namespace Serverless.Tuner.Core.Schedules;

/// <summary>A slot that is due.</summary>
/// <param name="At">When it was due; of a run by hand, when that was asked for.</param>
/// <param name="IsByHand">Whether the run was asked for by hand.</param>
public sealed record ScheduleSlot(DateTimeOffset At, bool IsByHand = false)
{
    /// <summary>The request that asked for it, by which it is known when it comes again; null of a slot that came due.</summary>
    public string? Request { get; init; }
}
