namespace Serverless.Tuner.Contracts;

/// <summary>Where a study stands.</summary>
public enum StudyState
{
    /// <summary>Its orchestration suggests and evaluates.</summary>
    Running,

    /// <summary>It has ended, with a <see cref="StopReason"/>.</summary>
    Ended,

    /// <summary>It waits for a place: as many studies run as may at once.</summary>
    Pending,
}
