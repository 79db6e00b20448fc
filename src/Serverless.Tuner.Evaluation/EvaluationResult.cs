namespace Serverless.Tuner.Evaluation;

/// <summary>What came of an evaluation: only how to go on; the outcome itself is on the trial's row.</summary>
/// <param name="State">The trial's state; null when it, its study or this run of it is
/// gone, or another worker has taken over: nothing of this evaluation counts.</param>
/// <param name="RetryAfter">When given, the attempt failed, or another evaluation
/// has the trial: it is to be asked for again after this time.</param>
public readonly record struct EvaluationResult(TrialState? State, TimeSpan? RetryAfter = null)
{
    /// <summary>When given, the evaluation goes on elsewhere: the trial is to be asked for again when it is told, or then.</summary>
    public DateTimeOffset? LookAt { get; init; }

    internal static EvaluationResult Superseded => default;
}
