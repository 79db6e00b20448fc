using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Patient;

/// <summary>Asks the pruner that it wraps only about trials whose values have got worse: whose best of the last <c>patience</c>
/// + 1 reports is worse than the best before them. Without another pruner it stops such trials itself.</summary>
internal sealed class PatientPruner(PatientOptions options, PrunerContext context, PrunerCatalog pruners) : IPruner
{
    private readonly IPruner? _wrapped = options.WrappedPruner is { } wrapped ? pruners.Create(wrapped, context) : null;

    public string? Refusal => _wrapped?.Refusal;

    public bool LooksAtOthers(TrialCurve trial) =>
        _wrapped is not null && IsWorse(trial, trial.Count) && _wrapped.LooksAtOthers(SinceLastAsked(trial));

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others) =>
        IsWorse(trial, trial.Count) && (_wrapped is null || _wrapped.ShouldPrune(SinceLastAsked(trial), others));

    /// <summary>Whether the trial was out of patience after its first <paramref name="count"/> reports.</summary>
    private bool IsWorse(TrialCurve trial, int count)
    {
        var since = count - options.Patience - 1L;
        if (since <= 0) return false;
        return Loss.Least(trial.Values, 0, (int)since, context.Direction) + options.MinDelta < Loss.Least(
            trial.Values, (int)since, count, context.Direction);
    }

    /// <summary>The curve with the step at which the wrapped pruner was last asked:
    /// checks that came due while there was patience left are made now.</summary>
    private TrialCurve SinceLastAsked(TrialCurve trial)
    {
        var before = trial.Count - 1;
        while (before > 0 && (trial.Steps[before - 1] > trial.StepBefore || !IsWorse(trial, before))) before--;
        return trial.DecidedAt(before > 0 ? trial.Steps[before - 1] : -1);
    }
}
