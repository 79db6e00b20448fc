using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary><see cref="EvaluateTrial"/>, twice, each time as another invocation.</summary>
internal sealed class DuplicatedEvaluation(
    TrialClaims claims, ObjectiveRegistry objectives, PrunerCatalog pruners, TimeProvider time, ILogger<EvaluateTrial> logger, Duplicates duplicates)
{
    [Function(nameof(EvaluateTrial))]
    public Task<EvaluateReply> RunAsync([ActivityTrigger] EvaluateRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        duplicates.RunAsync(() => new EvaluateTrial(claims, objectives, pruners, time, logger).RunAsync(request, new OtherInvocation(context), cancellationToken));
}
