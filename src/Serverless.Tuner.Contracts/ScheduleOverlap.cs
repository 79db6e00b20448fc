namespace Serverless.Tuner.Contracts;

/// <summary>What becomes of a slot that is due while a run of its schedule goes on.</summary>
public enum ScheduleOverlap
{
    /// <summary>Nothing is started for it.</summary>
    Skip,

    /// <summary>It waits until the runs before it have ended.</summary>
    Queue,

    /// <summary>The run that goes on is asked to stop, and the slot's own is started at once.</summary>
    CancelPrevious,
}
