using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The output of <see cref="EvaluateTrial"/>: only how to go on; the outcome itself is on the trial's row.</summary>
/// <param name="State">The trial's state, or that there is nothing to evaluate.</param>
/// <param name="RetryAfterSeconds">When given, the attempt failed, or another evaluation has the trial: it is to be asked for again after this time.</param>
public sealed record EvaluateReply(string State, double? RetryAfterSeconds = null)
{
    /// <summary>The trial, its study or this run of it is gone, or another worker has taken over: nothing of this evaluation counts.</summary>
    public static EvaluateReply Superseded { get; } = new("Superseded");

    /// <summary>Another evaluation has the trial: by then it may have ended, or be lost.</summary>
    internal static EvaluateReply Elsewhere(TimeSpan wait) => new(nameof(TrialState.Running), wait.TotalSeconds);
}
