using System.Net;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>The way to the storage, with faults: requests that are refused, cut off before or after they arrive, or all lost.</summary>
public sealed class FlakyHandler : DelegatingHandler
{
    private int _requests;
    private int _writes;

    public FlakyHandler()
        : base(new SocketsHttpHandler())
    {
    }

    public int Requests => _requests;

    public int Writes => _writes;

    /// <summary>What to do to a request, given its number among the writes (from 1), or among all for a read (0 for none).</summary>
    public Func<HttpRequestMessage, int, Fault> Plan { get; set; } = (_, _) => Fault.None;

    /// <summary>What a write, by its number from 1, waits for before it is sent.</summary>
    public Func<int, Task> Hold { get; set; } = _ => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var write = request.Method == HttpMethod.Get ? 0 : Interlocked.Increment(ref _writes);
        if (write > 0)
            await Hold(write);
        switch (Plan(request, write))
        {
            case Fault.Refused:
                return new(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new StringContent(string.Empty) };
            case Fault.CutBefore:
                throw new HttpRequestException("Cut off before it was sent.");
            case Fault.CutAfter:
                (await base.SendAsync(request, cancellationToken)).Dispose();
                throw new HttpRequestException("Cut off after it was sent.");
            default:
                return await base.SendAsync(request, cancellationToken);
        }
    }
}

public enum Fault
{
    None,
    Refused,
    CutBefore,
    CutAfter,
}
