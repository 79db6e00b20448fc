using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A web endpoint of a user's: keeps what it is asked, and answers as a test tells it.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();

    private Endpoint(WebApplication app) => _app = app;

    /// <summary>What an app must be set to that calls endpoints on this machine.</summary>
    public static OutboundSettings Settings { get; } = OutboundSettings.Read(name => name switch
    {
        OutboundSettings.AllowSetting => "127.0.0.1",
        "TUNER_SECRET_TRAINER" => Secret,
        _ => null,
    });

    public string Url => _app.Urls.Single();

    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>Starts it.</summary>
    /// <param name="answer">Answers a call, given how many came before it.</param>
    public static async Task<Endpoint> StartAsync(Func<HttpContext, Call, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var endpoint = new Endpoint(builder.Build());
        endpoint._app.Run(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            var call = new Call(body.RootElement.Clone(), http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
            var before = endpoint._calls.Count;
            endpoint._calls.Enqueue(call);
            await answer(http, call, before);
        });
        await endpoint._app.StartAsync();
        return endpoint;
    }

    /// <summary>One that accepts every trial, and will call back.</summary>
    public static Task<Endpoint> AcceptingAsync() => StartAsync((http, _, _) =>
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    });

    /// <summary>Waits until it was called so often.</summary>
    public async Task<Call> CallAsync(int index)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (_calls.Count <= index) await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        return Calls[index];
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A call as it came.</summary>
    internal sealed record Call(JsonElement Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string CallbackUrl => Body.GetProperty("callbackUrl").GetString()!;

        public string ReportUrl => Body.GetProperty("reportUrl").GetString()!;

        public int Trial => Body.GetProperty("trial").GetInt32();

        public int Attempt => Body.GetProperty("attempt").GetInt32();
    }
}
