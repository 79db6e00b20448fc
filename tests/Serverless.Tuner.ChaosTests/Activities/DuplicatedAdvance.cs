using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Activities;

/// <summary><see cref="AdvanceStudy"/>, twice.</summary>
internal sealed class DuplicatedAdvance(StudyAdvancer advancer, Duplicates duplicates, AdvanceAnswers answers)
{
    [Function(nameof(AdvanceStudy))]
    public Task<AdvanceReply> RunAsync([ActivityTrigger] AdvanceRequest request, CancellationToken cancellationToken) => duplicates.RunAsync(async () =>
    {
        var reply = await new AdvanceStudy(advancer).RunAsync(request, cancellationToken);
        answers.Add(request, reply);
        return reply;
    });
}
