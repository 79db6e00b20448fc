using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Evaluation;

/// <summary>Claims trials, evaluates them, and records their outcomes on their rows.</summary>
public sealed class TrialEvaluator(
    TrialClaims claims, ObjectiveRegistry objectives, RemoteTrials remote, PrunerCatalog pruners, TimeProvider time, DiskSpace disk,
    ILogger<TrialEvaluator> logger, ArtifactStore? artifacts = null)
{
    /// <summary>Evaluates a trial; one that has ended already is not evaluated again, nor one that another evaluation has.</summary>
    /// <param name="study">The study's name.</param>
    /// <param name="run">The run of the orchestration that wants the trial evaluated.</param>
    /// <param name="number">The trial.</param>
    /// <param name="claim">A unique identifier of this evaluation.</param>
    /// <param name="deadline">Until when it has to end by itself; null when nothing limits it.</param>
    /// <param name="stopping">Fires when the host stops.</param>
    public async Task<EvaluationResult> EvaluateAsync(
        StudyName study, string run, int number, string claim, FunctionDeadline? deadline, CancellationToken stopping)
    {
        var claimed = await claims.ClaimAsync(study, run, number, claim, stopping);
        if (claimed.IsElsewhere) return await remote.LookAsync(study, number, stopping);
        // Another evaluation has the trial: by then it may have ended, or be lost.
        if (claimed.RetryAfter is { } wait) return new EvaluationResult(TrialState.Running, wait);
        if (claimed.Lease is not { } lease) return new EvaluationResult(claimed.Ended?.State);
        using (lease)
        using (var trace = new EvaluationTrace(lease))
        {
            var result = await new TrialEvaluation(lease, ObjectiveOf, pruners, time, logger, deadline, disk, artifacts).RunAsync(stopping);
            trace.End(result);
            return result.LookAt is null ? result : await remote.LookAsync(study, number, stopping);
        }

        IObjective ObjectiveOf() => lease.Study.Spec.Objective is { Kind: not ObjectiveKind.Http } spec
            ? objectives.Resolve(spec)
            : remote.ObjectiveOf(lease);
    }
}
