using System.Collections.Concurrent;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.ChaosTests.Golden;

/// <summary>Advances of studies of which the second of each run fails once, as on a storage that does not answer.</summary>
internal sealed class FailingAdvance
{
    private readonly ConcurrentDictionary<string, bool> _failed = new();

    public Task<AdvanceReply> RunAsync(AdvanceRequest request, Func<Task<AdvanceReply>> advance) =>
        request.Sequence == 2 && _failed.TryAdd(request.Run, true)
            ? throw new Azure.RequestFailedException(503, "The server is busy.")
            : advance();
}
