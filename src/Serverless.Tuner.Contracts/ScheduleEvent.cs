namespace Serverless.Tuner.Contracts;

/// <summary>What of a schedule can be told to a webhook.</summary>
public enum ScheduleEvent
{
    /// <summary>A run has found a point that is promoted.</summary>
    Improved,

    /// <summary>The best point of a run is worse than the promoted one, by more than <see cref="ScheduleSpec.WorseBy"/>.</summary>
    Worse,

    /// <summary>A run could not be started, or has ended without a result.</summary>
    Failed,
}
