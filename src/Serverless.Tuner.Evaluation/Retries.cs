using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>Whether and when a trial is attempted again after an attempt that
/// failed. Lost workers do not count: they are no fault of the trial.</summary>
internal static class Retries
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Waits are this share longer or shorter at most, so that trials that failed together do not come back together.</summary>
    private const double Jitter = 0.25;

    /// <summary>How long to wait for the next attempt; null when there is none.</summary>
    /// <param name="spec">What the study says of attempts and of the wait between them.</param>
    /// <param name="trial">The trial, before the failure is counted.</param>
    /// <param name="isFinal">Whether another attempt is expected to fail alike.</param>
    public static TimeSpan? After(StudySpec spec, Trial trial, bool isFinal)
    {
        // The user asked for this point: it gets a second attempt, whatever it failed for.
        var again = trial is { Enqueued: true, Failures: 0 } || (!isFinal && trial.Failures + 1 < spec.MaxAttempts);
        return again ? Delay(spec, trial) : null;
    }

    /// <summary>Doubles with each failure; the same for the same seed, trial and attempt.</summary>
    private static TimeSpan Delay(StudySpec spec, Trial trial)
    {
        var draw = new TrialRandom(unchecked(spec.Seed + (trial.Attempt * (long)0x9E3779B97F4A7C15UL)), trial.Number).NextDouble();
        var seconds = spec.RetryDelaySeconds * Math.Pow(2, trial.Failures) * (1 + (Jitter * ((2 * draw) - 1)));
        return TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
    }
}
