using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.ChaosTests.Proxy;

/// <summary>
/// Stands on a loopback port between the tuner and Azurite, passes on what it receives, and does to each request what a plan
/// says. It keeps a record of all of them.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private static readonly string[] HopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Content-Length"];
    private readonly WebApplication _app;
    private readonly HttpClient _upstream;
    private readonly string _upstreamConnection;
    private readonly TableServiceClient _rival;
    private readonly ConcurrentQueue<RecordedRequest> _recorded = new();
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _requests;

    private FaultProxy(WebApplication app, AzuriteProcess azurite)
    {
        _app = app;
        _upstream =
            new HttpClient(
                new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
            {
                BaseAddress = new Uri($"http://127.0.0.1:{azurite.Port}"),
            };
        _upstreamConnection = azurite.ConnectionString;
        _rival = new TableServiceClient(_upstreamConnection);
    }

    /// <summary>What is done to a request; may be exchanged while requests are on their way.</summary>
    public Func<ProxiedRequest, Fault> Plan { get; set; } = _ => Fault.None;

    public int Port { get; private set; }

    /// <summary>Azurite's connection string, by way of the proxy.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>What has passed so far; requests that are still on their way are not in it.</summary>
    public Recording Recording => new(_recorded);

    /// <param name="azurite">Where requests go; it may be restarted on the same port meanwhile.</param>
    public static async Task<FaultProxy> StartAsync(AzuriteProcess azurite)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore()
            .UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddRoutingCore();
        var proxy = new FaultProxy(builder.Build(), azurite);
        proxy._app.Run(proxy.HandleAsync);
        await proxy._app.StartAsync();
        proxy.Port = new Uri(proxy._app.Urls.Single()).Port;
        proxy.ConnectionString = azurite.ConnectionString.Replace($":{azurite.Port}/", $":{proxy.Port}/", StringComparison.Ordinal);
        return proxy;
    }

    /// <summary>Forgets what has been recorded.</summary>
    public void Clear() => _recorded.Clear();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
        _upstream.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var receivedAt = Stopwatch.GetElapsedTime(_startedAt);
        var body = await ReadAsync(context.Request);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var request = ProxiedRequest.Of(
            Interlocked.Increment(ref _requests), context.Request.Method, target, context.Request.Headers, body);
        var fault = Plan(request);
        if (fault.Latency > TimeSpan.Zero) await Task.Delay(fault.Latency, CancellationToken.None);
        var status = await AnswerAsync(context, request, target, body, fault);
        _recorded.Enqueue(new(request, fault, status, receivedAt, Stopwatch.GetElapsedTime(_startedAt) - receivedAt));
    }

    /// <summary>Answers a request; gives the status that its sender is told.</summary>
    private async Task<int> AnswerAsync(HttpContext context, ProxiedRequest request, string target, byte[] body, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Answered:
                if (fault.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
                return await RefuseAsync(context, request, StorageError.Of(fault.Status), ofAction: fault.IsOfAction);
            case FaultKind.FalseConflict:
                return await RefuseAsync(context, request, StorageError.Of(412), ofAction: true);
            case FaultKind.CutBefore:
                return Cut(context);
            case FaultKind.TrueConflict when request.GuardedRow is { } row:
                await TouchAsync(row);
                break;
        }

        try
        {
            using var answer = await ForwardAsync(context.Request, target, body);
            var content = await answer.Content.ReadAsByteArrayAsync();
            if (fault.Kind == FaultKind.CutAfter) return Cut(context);
            if (fault.Kind == FaultKind.CutWithin) return await CutWithinAsync(context, answer, content);
            await PassOnAsync(context.Response, answer, content);
            return (request.IsBatch
                ? BatchAnswer.RefusedStatus(answer.Content.Headers.ContentType?.ToString(), Encoding.UTF8.GetString(content))
                : null) ?? (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // Azurite is not there, or went away in the middle: as if there were no proxy.
            return Cut(context);
        }
    }

    /// <summary>Answers in the storage's place. What concerns the whole request
    /// is said outside, what concerns an action of a batch inside.</summary>
    private static async Task<int> RefuseAsync(HttpContext context, ProxiedRequest request, StorageError error, bool ofAction)
    {
        var inside = request.IsBatch && ofAction;
        context.Response.StatusCode = inside ? 202 : error.Status;
        context.Response.ContentType = inside ? BatchAnswer.ContentType : StorageError.ContentType;
        if (request.ClientRequestId is { } id) context.Response.Headers["x-ms-client-request-id"] = id;
        var answer = inside ? BatchAnswer.Refused(error, Math.Max(request.GuardedAction, 0)) : error.ToJson();
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(answer));
        return error.Status;
    }

    private static int Cut(HttpContext context)
    {
        context.Abort();
        return 0;
    }

    /// <summary>Cuts the connection when half of the answer is out; when that has no body, before it begins.</summary>
    private static async Task<int> CutWithinAsync(HttpContext context, HttpResponseMessage answer, byte[] content)
    {
        if (content.Length == 0) return Cut(context);
        // Not aborted: that would take back what the client has not read yet.
        // The server closes a connection whose answer came out too short.
        context.Response.ContentLength = content.Length;
        await PassOnAsync(context.Response, answer, content[..(content.Length / 2)]);
        return 0;
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        return memory.ToArray();
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpRequest request, string target, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), target);
        if (body.Length > 0) message.Content = new ByteArrayContent(body);
        foreach (var (name, values) in request.Headers)
        {
            if (HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase)) continue;
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        return await _upstream.SendAsync(message, CancellationToken.None);
    }

    private static async Task PassOnAsync(HttpResponse response, HttpResponseMessage answer, byte[] content)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat<KeyValuePair<string, IEnumerable<string>>>(answer.Content.Headers))
            if (!HopByHop.Contains(name, StringComparer.OrdinalIgnoreCase))
                response.Headers[name] = values.ToArray();
        if (content.Length > 0) await response.Body.WriteAsync(content);
    }

    /// <summary>Gives a row another ETag and leaves its contents as they are.</summary>
    private async Task TouchAsync(RowAddress row)
    {
        try
        {
            await _rival.GetTableClient(row.Table)
                .UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey), ETag.All, TableUpdateMode.Merge);
        }
        catch (RequestFailedException)
        {
            // The row is not there: whoever guards it will hear so.
        }
    }
}
