using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Percentile;

/// <summary>Prunes a trial whose best value so far is worse than the median, or another
/// percentile, of what complete trials had reported at the same step.</summary>
/// <remarks>The median stopping rule (Golovin et al. 2017, Google Vizier, section 3.2.2), but with
/// the others' values at the step itself rather than their mean up to it, as Optuna has it.</remarks>
internal class MedianPruner : IPruner
{
    private const double Median = 50;

    private readonly MedianOptions _options;
    private readonly double _percentile;
    private readonly PrunerContext _context;
    private readonly CheckInterval _checks;

    public MedianPruner(MedianOptions options, PrunerContext context)
        : this(options, Median, context)
    {
    }

    protected MedianPruner(MedianOptions options, double percentile, PrunerContext context)
    {
        (_options, _percentile, _context) = (options, percentile, context);
        _checks = new CheckInterval(options.NWarmupSteps, options.IntervalSteps);
    }

    public bool LooksAtOthers(TrialCurve trial) => _checks.IsDue(trial);

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (!_checks.IsDue(trial)) return false;
        if (others.Sorted(new CompleteResource()).CountWithout(trial.Number) < _options.NStartupTrials) return false;
        var atStep = others.Sorted(new CompleteLoss(trial.Last.Step, _context.Direction));
        return atStep.CountWithout(trial.Number) >= _options.NMinTrials
            && Loss.Least(trial.Values, 0, trial.Count, _context.Direction) > atStep.Percentile(_percentile, trial.Number);
    }
}
