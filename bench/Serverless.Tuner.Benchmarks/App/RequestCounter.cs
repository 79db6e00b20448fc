using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>Counts the requests that go out to Table Storage, each retry as one.</summary>
internal sealed class RequestCounter : HttpPipelineSynchronousPolicy
{
    private long _count;

    /// <summary>How many so far.</summary>
    public long Count => Interlocked.Read(ref _count);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
}
