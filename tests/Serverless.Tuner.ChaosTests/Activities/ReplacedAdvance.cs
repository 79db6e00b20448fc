using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary>What a test does around an advance of a study.</summary>
/// <param name="request">What the orchestration asks for.</param>
/// <param name="advance">Advances the study as <see cref="AdvanceStudy"/> does.</param>
internal delegate Task<AdvanceReply> AdvanceDetour(AdvanceRequest request, Func<Task<AdvanceReply>> advance);

/// <summary>
/// Takes the place of <see cref="AdvanceStudy"/> and does what the test's <see cref="AdvanceDetour"/> says. One class for all
/// tests, since the analyzer of orchestrations cannot tell two activities of one name apart.
/// </summary>
internal sealed class ReplacedAdvance(
    StudyAdvancer advancer, Allowances allowances, StudyAdmission admission, DiskSpace disk, MlflowSender mlflow,
    AdvanceDetour detour)
{
    [Function(nameof(AdvanceStudy))]
    public Task<AdvanceReply> RunAsync(
        [ActivityTrigger] AdvanceRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        detour(request, () => new AdvanceStudy(advancer, allowances, admission, disk, mlflow, NullLogger<AdvanceStudy>.Instance)
            .RunAsync(request, client, cancellationToken));
}
