namespace Serverless.Tuner.Contracts;

/// <summary>Where a run of a schedule stands.</summary>
public enum ScheduleRunState
{
    /// <summary>Its slot is taken, its study is about to be started.</summary>
    Starting,

    /// <summary>Its study runs.</summary>
    Running,

    /// <summary>Its study has ended; its best waits to be compared with the promoted point, or is.</summary>
    Comparing,

    /// <summary>It has its result.</summary>
    Ended,
}
