using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary><see cref="EvaluateTrial"/>, twice, each time as another invocation.</summary>
internal sealed class DuplicatedEvaluation(TrialEvaluator evaluator, TimeProvider time, Duplicates duplicates)
{
    [Function(nameof(EvaluateTrial))]
    public Task<EvaluateReply> RunAsync(
        [ActivityTrigger] EvaluateRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        duplicates.RunAsync(() => new EvaluateTrial(evaluator, time).RunAsync(request, new OtherInvocation(context), cancellationToken));
}
