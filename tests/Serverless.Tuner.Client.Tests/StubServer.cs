using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.Client.Tests;

/// <summary>A loopback server that records what it is asked and answers what a test wants.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private StubServer(WebApplication app) => _app = app;

    /// <summary>Requests as <c>METHOD path?query</c>, with the body after a blank when there is one.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public TunerClient Client => new(_http);

    /// <summary>A client that asks again while the server is away.</summary>
    public TunerClient Patient(TimeSpan patience) => new(_http, TunerRetries.For(patience));

    public static Task<StubServer> AnsweringAsync(int status, string body, string contentType = "application/json") =>
        AnsweringAsync(_ => Results.Text(body, contentType, statusCode: status));

    public static async Task<StubServer> AnsweringAsync(Func<HttpRequest, IResult> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new StubServer(builder.Build());
        server._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            server.Requests.Enqueue(
                $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}{(body.Length > 0 ? $" {body}" : "")}");
            context.Items["body"] = body;
            await answer(context.Request).ExecuteAsync(context);
        });
        await server._app.StartAsync();
        server._http.BaseAddress = new Uri(server._app.Urls.Single() + "/");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }
}
