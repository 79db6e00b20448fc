using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Advances a study as <see cref="AdvanceStudy"/> does, but the second advance fails once, as on a storage that does not answer.</summary>
internal sealed class AdvanceThatFailsAtFirst(StudyAdvancer advancer)
{
    private static readonly ConcurrentDictionary<string, bool> Failed = new();

    [Function(nameof(AdvanceStudy))]
    public Task<AdvanceReply> RunAsync([ActivityTrigger] AdvanceRequest request, CancellationToken cancellationToken) =>
        request.Sequence == 2 && Failed.TryAdd(request.Run, true)
            ? throw new Azure.RequestFailedException(503, "The server is busy.")
            : new AdvanceStudy(advancer).RunAsync(request, cancellationToken);
}
