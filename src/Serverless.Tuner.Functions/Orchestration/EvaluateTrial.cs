using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Evaluates one trial and records its outcome on the trial's row.</summary>
public sealed class EvaluateTrial(
    TrialClaims claims, ObjectiveRegistry objectives, PrunerCatalog pruners, TimeProvider time, ILogger<EvaluateTrial> logger, FunctionTimeout? functionTimeout = null, DiskSpace? disk = null)
{
    /// <summary>Evaluates a trial; one that has ended already is not evaluated again, nor one that another evaluation has.</summary>
    [Function(nameof(EvaluateTrial))]
    public Task<EvaluateReply> RunAsync([ActivityTrigger] EvaluateRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        StorageRefusedException.TranslateAsync(() => EvaluateAsync(request, context, cancellationToken));

    private async Task<EvaluateReply> EvaluateAsync(EvaluateRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        // Of the time that the host grants, waiting for the claim is a part.
        var deadline = functionTimeout is null ? null : new FunctionDeadline(functionTimeout, time);
        var claim = await claims.ClaimAsync(request.Study, request.Run, request.Number, context.InvocationId, cancellationToken);
        if (claim.RetryAfter is { } wait) return EvaluateReply.Elsewhere(wait);
        if (claim.Lease is not { } lease) return claim.Ended is { } ended ? new EvaluateReply(ended.State.ToString()) : EvaluateReply.Superseded;
        using (lease) return await new Evaluation(lease, objectives, pruners, time, logger, deadline, disk).RunAsync(cancellationToken);
    }
}
