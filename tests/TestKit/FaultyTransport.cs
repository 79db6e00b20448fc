using Azure.Core.Pipeline;

namespace Serverless.Tuner.TestKit;

/// <summary>An Azure client's way to a network that does to each request what a plan says.</summary>
public sealed class FaultyTransport : HttpClientTransport
{
    private readonly FaultyNetwork _network;

    /// <param name="plan">
    /// Asked before each request with its number, from 1; it may do something first, to put that between two requests of the
    /// code under test. It sees every try: with the client's own retries one operation may be several requests.
    /// </param>
    public FaultyTransport(Func<int, HttpRequestMessage, ValueTask<TransportFault>> plan)
        : this(new FaultyNetwork(plan))
    {
    }

    /// <summary>The k-th requests within the range suffer the fault, the others none.</summary>
    public FaultyTransport(TransportFault fault, Range requests)
        : this((k, _) => ValueTask.FromResult(k >= requests.Start.Value && k < requests.End.Value ? fault : TransportFault.None))
    {
    }

    private FaultyTransport(FaultyNetwork network)
        : base(network) => _network = network;

    /// <summary>How many requests there were, with those that did not get through.</summary>
    public int Requests => _network.Requests;
}
