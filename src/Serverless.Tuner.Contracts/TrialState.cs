namespace Serverless.Tuner.Contracts;

/// <summary>Where a trial stands: <c>Waiting → Running → Complete · Pruned · Failed</c>.</summary>
public enum TrialState
{
    /// <summary>Suggested or enqueued, not started yet.</summary>
    Waiting,

    /// <summary>Being evaluated.</summary>
    Running,

    /// <summary>Ended with its values.</summary>
    Complete,

    /// <summary>Ended early: by the pruner, for its budget or timeout, or on request.</summary>
    Pruned,

    /// <summary>Ended without a usable value.</summary>
    Failed,
}
