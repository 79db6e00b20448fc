using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Serverless.Tuner.TestKit;

/// <summary>
/// Stands between an Azure client and the network and does to each request what a plan says. It sees every try: with the
/// client's own retries one operation may be several requests.
/// </summary>
/// <param name="plan">
/// Asked before each request with its number, from 1; it may do something first, to put that between two requests of the
/// code under test.
/// </param>
public sealed class FaultyTransport(Func<int, Request, ValueTask<TransportFault>> plan) : HttpPipelineTransport
{
    private readonly HttpClientTransport _network = new();
    private int _requests;

    /// <summary>The k-th requests within the range suffer the fault, the others none.</summary>
    public FaultyTransport(TransportFault fault, Range requests)
        : this((k, _) => ValueTask.FromResult(k >= requests.Start.Value && k < requests.End.Value ? fault : TransportFault.None))
    {
    }

    /// <summary>How many requests there were, with those that did not get through.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public override Request CreateRequest() => _network.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The code under test has no synchronous calls.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var fault = await plan(Interlocked.Increment(ref _requests), message.Request);
        if (fault == TransportFault.Unavailable)
        {
            message.Response = new EmptyResponse(503, message.Request.ClientRequestId);
            return;
        }

        if (fault == TransportFault.NotSent) throw Cut();
        await _network.ProcessAsync(message);
        if (fault != TransportFault.AnswerLost) return;
        message.Response.Dispose();
        throw Cut();
    }

    /// <summary>As Azure.Core reports a connection that breaks: without a status, to be retried.</summary>
    private static RequestFailedException Cut() => new("The connection was cut.", new IOException("The connection was cut."));
}
