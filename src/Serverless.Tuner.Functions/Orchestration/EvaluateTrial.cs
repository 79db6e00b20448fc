using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Evaluation;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Evaluates one trial and records its outcome on the trial's row.</summary>
public sealed class EvaluateTrial(TrialEvaluator evaluator, TimeProvider time, FunctionTimeout? functionTimeout = null)
{
    /// <summary>Evaluates a trial; one that has ended already is not evaluated again, nor one that another evaluation has.</summary>
    [Function(nameof(EvaluateTrial))]
    public Task<EvaluateReply> RunAsync(
        [ActivityTrigger] EvaluateRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        StorageRefusedException.TranslateAsync(async () =>
        {
            // Of the time that the host grants, waiting for the claim is a part.
            var deadline = functionTimeout is null ? null : new FunctionDeadline(functionTimeout.Value, time);
            var result = await evaluator.EvaluateAsync(
                request.Study, request.Run, request.Number, context.InvocationId, deadline, cancellationToken);
            return new EvaluateReply(result.RetryAfter?.TotalSeconds, result.LookAt?.UtcDateTime);
        });
}
