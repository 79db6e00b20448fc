using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>The way to the storage, with faults that go by the number of the write.</summary>
public sealed class FlakyHandler : DelegatingHandler
{
    private readonly FaultyNetwork _network;
    private int _writes;

    public FlakyHandler() => InnerHandler = _network = new FaultyNetwork(FaultOfAsync);

    public int Requests => _network.Requests;

    public int Writes => _writes;

    /// <summary>What to do to a request, given its number among the writes, from 1; a read has the number 0.</summary>
    public Func<HttpRequestMessage, int, TransportFault> Plan { get; set; } = (_, _) => TransportFault.None;

    /// <summary>What a write, by its number from 1, waits for before it is sent.</summary>
    public Func<int, Task> Hold { get; set; } = _ => Task.CompletedTask;

    private async ValueTask<TransportFault> FaultOfAsync(int number, HttpRequestMessage request)
    {
        var write = request.Method == HttpMethod.Get ? 0 : Interlocked.Increment(ref _writes);
        if (write > 0)
            await Hold(write);
        return Plan(request, write);
    }
}
