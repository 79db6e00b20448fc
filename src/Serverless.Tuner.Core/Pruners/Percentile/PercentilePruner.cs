using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>Prunes a trial whose best value so far is worse than a percentile of what complete trials had reported at the same step.</summary>
/// <remarks>With the 50th percentile the median stopping rule (Golovin et al. 2017, Google Vizier, section 3.2.2), but with the others' values at the step itself rather than their mean up to it, as Optuna has it.</remarks>
internal sealed class PercentilePruner(PercentileOptions options, Direction direction) : IPruner
{
    private readonly CheckInterval _checks = new(options.NWarmupSteps, options.IntervalSteps);

    /// <inheritdoc />
    public bool LooksAtOthers(TrialCurve trial) => _checks.IsDue(trial);

    /// <inheritdoc />
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (!_checks.IsDue(trial)) return false;
        if (others.Sorted(CompleteResource.Instance).CountWithout(trial.Number) < options.NStartupTrials) return false;
        var atStep = others.Sorted(new CompleteLoss(trial.Last.Step, direction));
        return atStep.CountWithout(trial.Number) >= options.NMinTrials
            && Loss.Least(trial.Values, 0, trial.Count, direction) > atStep.Percentile(options.Percentile, trial.Number);
    }
}
