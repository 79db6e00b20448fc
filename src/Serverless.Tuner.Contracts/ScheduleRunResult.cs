namespace Serverless.Tuner.Contracts;

/// <summary>What came of a run of a schedule.</summary>
public enum ScheduleRunResult
{
    /// <summary>Its best is promoted.</summary>
    Promoted,

    /// <summary>Its best is not better than the promoted point, or not by enough; what was promoted stays.</summary>
    Kept,

    /// <summary>Its best is worse than the promoted point by more than is tolerated; what was promoted stays.</summary>
    Worse,

    /// <summary>It could not be started, or has ended without a result.</summary>
    Failed,

    /// <summary>It was stopped for the next run, or its study was deleted.</summary>
    Cancelled,

    /// <summary>It has ended; with several directions nothing is promoted.</summary>
    Done,
}
