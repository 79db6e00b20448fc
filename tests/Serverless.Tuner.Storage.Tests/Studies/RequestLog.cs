using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Tests.Studies;

/// <summary>Notes each request that a process makes, once however often the client retries it.</summary>
internal sealed class RequestLog : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<string> _requests = new();

    public int Count => _requests.Count;

    public IReadOnlyCollection<string> Requests => _requests;

    public void Clear() => _requests.Clear();

    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        _requests.Enqueue($"{message.Request.Method} {Uri.UnescapeDataString(uri.PathAndQuery)}");
    }

    public override string ToString() => string.Join(Environment.NewLine, _requests);
}
