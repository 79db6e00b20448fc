namespace Serverless.Tuner.Core.Pruners.Threshold;

/// <summary>Prunes a trial whose newest value is beyond bounds that are given, whichever direction is better.</summary>
internal sealed class ThresholdPruner(ThresholdOptions options) : IPruner
{
    private readonly CheckInterval _checks = new(options.NWarmupSteps, options.IntervalSteps);

    public bool LooksAtOthers(TrialCurve trial) => false;

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others) =>
        _checks.IsDue(trial) && (trial.Last.Value < options.Lower || trial.Last.Value > options.Upper);
}
