using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Patient;

/// <summary>Asks the pruner that it wraps only about trials whose values have got worse: whose best of the last <c>patience</c> + 1 reports is worse than the best before them. Without another pruner it stops such trials itself.</summary>
internal sealed class PatientPruner(PatientOptions options, Direction direction, IPruner? wrapped) : IPruner
{
    /// <inheritdoc />
    public bool LooksAtOthers(TrialCurve trial) => wrapped is not null && IsWorse(trial, trial.Count) && wrapped.LooksAtOthers(SinceLastAsked(trial));

    /// <inheritdoc />
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others) =>
        IsWorse(trial, trial.Count) && (wrapped is null || wrapped.ShouldPrune(SinceLastAsked(trial), others));

    /// <summary>Whether the trial was out of patience after its first <paramref name="count"/> reports.</summary>
    private bool IsWorse(TrialCurve trial, int count)
    {
        var since = count - options.Patience - 1L;
        if (since <= 0) return false;
        return Loss.Least(trial.Values, 0, (int)since, direction) + options.MinDelta < Loss.Least(trial.Values, (int)since, count, direction);
    }

    /// <summary>What came due while there was patience left is decided now.</summary>
    private TrialCurve SinceLastAsked(TrialCurve trial)
    {
        var before = trial.Count - 1;
        while (before > 0 && (trial.Steps[before - 1] > trial.StepBefore || !IsWorse(trial, before))) before--;
        return trial.DecidedAt(before > 0 ? trial.Steps[before - 1] : -1);
    }
}
