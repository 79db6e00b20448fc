using Azure.Core.Pipeline;

namespace Serverless.Tuner.Storage.Tests.TablesClient;

/// <summary>Stands between the client and the network: answers itself, or lets a request through.</summary>
internal sealed class FakeHandler(Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> respond)
    : DelegatingHandler(new SocketsHttpHandler())
{
    public int Requests { get; private set; }

    public TableClientOptions Options(int maxRetries = 0) => new()
    {
        Transport = new HttpClientTransport(this),
        Retry = { Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1), MaxRetries = maxRetries },
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        return respond(request, () => base.SendAsync(request, cancellationToken));
    }
}
