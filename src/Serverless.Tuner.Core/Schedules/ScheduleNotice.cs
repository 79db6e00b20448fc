namespace Serverless.Tuner.Core.Schedules;

/// <summary>An event that a webhook of a schedule is still to be told.</summary>
/// <param name="Id">Its identifier, the same however often it is sent.</param>
/// <param name="Target">Which of the schedule's webhooks is told, from 0.</param>
/// <param name="Event">What happened.</param>
/// <param name="At">When.</param>
/// <param name="Run">The run, as it was then.</param>
public sealed record ScheduleNotice(string Id, int Target, ScheduleEvent Event, DateTimeOffset At, ScheduleRun Run)
{
    /// <summary>How often it was sent in vain, or is being sent.</summary>
    public int Tries { get; init; }

    /// <summary>When it is to be sent next.</summary>
    public DateTimeOffset DueAt { get; init; } = At;
}
