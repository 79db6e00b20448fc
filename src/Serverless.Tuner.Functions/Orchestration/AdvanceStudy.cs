using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Mlflow;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Tells the outcomes that have arrived and suggests trials for the free slots.</summary>
public sealed class AdvanceStudy(
    StudyAdvancer advancer, Allowances allowances, StudyAdmission admission, DiskSpace disk, MlflowSender mlflow,
    ILogger<AdvanceStudy> logger)
{
    /// <summary>Advances a study by one step; asked again, answers the same.</summary>
    [Function(nameof(AdvanceStudy))]
    public async Task<AdvanceReply> RunAsync(
        [ActivityTrigger] AdvanceRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await disk.UntilThereIsRoomAsync(cancellationToken);
        var result = await StorageRefusedException.TranslateAsync(() => advancer.AdvanceAsync(
            request.Study, request.Run, request.Sequence, request.Running.ToHashSet(), request.Drain, cancellationToken));
        if (result is null) return new AdvanceReply([], true, false, 0, false, null, "superseded");
        if (result.Fault is { } fault) Logs.AdvanceFailed(logger, request.Study, fault);

        var (study, plan) = (result.Study, result.Plan);
        if (study.State == StudyState.Ended)
        {
            await allowances.TrySettleAsync(study, cancellationToken);
            await admission.AfterEndAsync(client, study, cancellationToken);
        }

        await admission.WakeAsync(client, result.Wakes, cancellationToken);
        var outcome = plan.Ended is { } reason ? $"ended: {reason}" : $"{study.Ended} of {study.Spec.Trials} trials";
        var deadline = study.StopReason is null && study.State == StudyState.Running ? study.Deadline?.UtcDateTime : null;
        // No evaluation of such trials runs here that would see it.
        var cutsShort = study.Spec.Objective.Kind == ObjectiveKind.Http && study.InterruptionOf(-1) is not null;
        return new AdvanceReply(
            [.. plan.Start], plan.Ended is not null, plan.More, study.Spec.Parallelism, study.Spec.Waves, deadline, outcome, cutsShort,
            study.Notices.Any(n => n.Tries == 0), mlflow.Sends(study));
    }
}
