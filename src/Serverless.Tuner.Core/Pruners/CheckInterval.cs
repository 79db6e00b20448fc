namespace Serverless.Tuner.Core.Pruners;

/// <summary>At which steps a pruner checks a trial: at the first report at or after
/// each of <paramref name="Warmup"/>, + <paramref name="Interval"/>, + 2 × …</summary>
/// <param name="Warmup">The first step of a check, 0 or more.</param>
/// <param name="Interval">How many steps lie between two checks, 1 or more.</param>
internal readonly record struct CheckInterval(int Warmup, int Interval)
{
    /// <summary>Whether a check is due with the newest report.</summary>
    public bool IsDue(TrialCurve trial)
    {
        var step = trial.Last.Step;
        return step >= Warmup && trial.StepBefore < step - ((step - Warmup) % Interval);
    }
}
