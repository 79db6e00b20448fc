using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation.Remote;

/// <summary>Asks a study's pruner about the reports of a trial whose evaluation goes on elsewhere.</summary>
public sealed class RemotePruning(RemoteTrialRows rows, PrunerCatalog pruners, TimeProvider time)
{
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(1);

    /// <summary>Why the trial is to end; null when it is to go on.</summary>
    /// <param name="study">Its study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="reports">What it reports now, beyond what is kept of it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<string?> ReasonAsync(
        Study study, Trial trial, IReadOnlyList<Report> reports, CancellationToken cancellationToken)
    {
        if (study.Spec.Pruner.Type == PrunerSpec.DefaultType) return null;
        var curve = new TrialCurve(trial.Number);
        foreach (var kept in await rows.ReportsAsync(study.Name, trial, cancellationToken)) kept.AddTo(curve);
        var (pruner, curves) = (pruners.Create(study.Spec), rows.Memory<StudyCurves>(study.Name));
        foreach (var report in reports)
        {
            report.AddTo(curve);
            curves.Put(curve, trial.Attempt);
            if (curves.Ask(() => pruner.LooksAtOthers(curve)))
                await curves.RefreshAsync(
                    () => study, first => rows.ReportsFromAsync(study.Name, first, CancellationToken.None), s_maxAge, time,
                    cancellationToken);
            if (curves.Ask(() => pruner.ShouldPrune(curve, curves.History)))
                return $"pruner: {ReportWriter.Name(study.Spec.Pruner)} at step {report.Step}";
        }

        return null;
    }
}
