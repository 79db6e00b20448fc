using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>A server on this machine that answers as it is told.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private Endpoint(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public int Port => new Uri(Url).Port;

    public int Requests => _requests;

    public static async Task<Endpoint> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new Endpoint(app);
        app.Run(http => answer(http, Interlocked.Increment(ref endpoint._requests)));
        await app.StartAsync();
        return endpoint;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
