using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>What a worker's call about a trial has come to: how the trial stands for this worker.</summary>
/// <param name="State">How it stands; null when there is no such trial, or the worker does not hold it.</param>
/// <param name="Reason">Why it has ended, or was given back.</param>
public sealed record WorkerAnswer(TrialState? State, string? Reason = null)
{
    /// <summary>Whether there is no such trial.</summary>
    public bool IsUnknown { get; private init; }

    /// <summary>What of the worker's result cannot be used; null when nothing.</summary>
    public FieldError? Refusal { get; internal init; }

    /// <summary>How a trial stands for a worker: also for one that tells again what it has told.</summary>
    internal static WorkerAnswer Of(Trial? trial, string lease)
    {
        if (trial is null) return new WorkerAnswer(State: null) { IsUnknown = true };
        if (trial.Claim == lease) return new WorkerAnswer(trial.State, trial.Outcome.Reason);
        return trial.LastFailure is { } failure && failure.Lease == lease
            ? new WorkerAnswer(TrialState.Waiting, failure.Reason)
            : new WorkerAnswer(State: null);
    }
}
