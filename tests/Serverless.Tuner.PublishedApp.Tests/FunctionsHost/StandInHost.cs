using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.PublishedApp.Tests.FunctionsHost.Rpc;

namespace Serverless.Tuner.PublishedApp.Tests.FunctionsHost;

/// <summary>
/// A small stand-in of the Functions host: starts a published app's worker,
/// has its functions described and loaded, and invokes them over the
/// host's own protocol. Nothing fires by itself, and orchestrations are taken but not run.
/// </summary>
internal sealed class StandInHost : IAsyncDisposable
{
    /// <summary>The first admin key of the app.</summary>
    public const string AdminKey = "0123456789abcdef0123456789abcdef";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _server;
    private readonly WorkerStream _stream;
    private readonly Uri _address;
    private readonly string _routePrefix;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private WorkerProcess _worker = null!;
    private Uri _workerHttp = null!;

    private StandInHost(WebApplication server, string directory)
    {
        _server = server;
        _stream = server.Services.GetRequiredService<WorkerStream>();
        _address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var hostJson = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "host.json")));
        _routePrefix = hostJson.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!;
    }

    /// <summary>What the worker has described, in its order.</summary>
    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>What the worker can do, as it says itself.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    public DurableExtension Durable => _server.Services.GetRequiredService<DurableExtension>();

    public int WorkerId => _worker.Id;

    /// <param name="directory">Where the app is published.</param>
    /// <param name="settings">Its settings.</param>
    public static async Task<StandInHost> StartAsync(string directory, IReadOnlyDictionary<string, string> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<WorkerStream>();
        builder.Services.AddSingleton<DurableExtension>();
        var server = builder.Build();
        server.MapGrpcService<WorkerStream>();
        server.MapGrpcService<DurableExtension>();
        await server.StartAsync();
        var host = new StandInHost(server, directory);
        try
        {
            await host.StartWorkerAsync(directory, settings);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Invokes a function that no HTTP request triggers.</summary>
    /// <param name="name">The function.</param>
    /// <param name="triggerData">What its trigger brings.</param>
    /// <param name="cancellationToken">Makes the host ask for the function's end, as when it stops itself.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<InvocationResponse> InvokeAsync(string name, TypedData triggerData, CancellationToken cancellationToken = default)
    {
        var request = Invocation(Functions.Single(f => f.Name == name), triggerData);
        await using var cancelling = cancellationToken.Register(
            () => _stream.Tell(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = request.InvocationId } }));
        var answer = (await _stream.AskAsync(new StreamingMessage { InvocationRequest = request })).InvocationResponse;
        ThrowIfFailed(answer.Result, $"{name} failed");
        return answer;
    }

    /// <summary>
    /// Sends a request to the function that its method and path lead to:
    /// the request itself to the worker's HTTP endpoint, and the invocation
    /// over the stream. The worker brings them together by the invocation's id.
    /// </summary>
    public async Task<HttpAnswer> SendAsync(HttpMethod method, string path, string? json = null)
    {
        var values = new RouteValueDictionary();
        var function = Functions.First(f => f.Answers(method, path.Split('?')[0], _routePrefix, values));
        var invocation = Invocation(function, new TypedData { Http = new RpcHttp() });
        // What the path says binds parameters of the function.
        foreach (var (name, value) in values) invocation.TriggerMetadata[name] = new TypedData { String = (string)value! };

        using var request = new HttpRequestMessage(method, new Uri(_workerHttp, path));
        request.Headers.Add("x-ms-invocation-id", invocation.InvocationId);
        request.Headers.Add("X-API-Key", AdminKey);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        var invoking = _stream.AskAsync(new StreamingMessage { InvocationRequest = invocation });
        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        ThrowIfFailed((await invoking).InvocationResponse.Result, $"{function.Name} failed");
        return new HttpAnswer(
            response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.Location?.OriginalString, body);
    }

    /// <summary>What the worker has printed.</summary>
    public string WorkerOutput => _worker.Output;

    /// <summary>Asks the worker to end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        _stream.Tell(
            new StreamingMessage
            {
                WorkerTerminate = new WorkerTerminate
                {
                    GracePeriod = Duration.FromTimeSpan(
                TimeSpan.FromSeconds(5))
                }
            });
        return await _worker.EndAsync(EndPatience);
    }

    public async ValueTask DisposeAsync()
    {
        _worker?.Dispose();
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private async Task StartWorkerAsync(string directory, IReadOnlyDictionary<string, string> settings)
    {
        var workerId = Guid.NewGuid().ToString();
        _worker = WorkerProcess.Start(directory, _address, workerId, settings);
        var ended = _worker.EndAsync(StartPatience);
        if (await Task.WhenAny(_stream.Started, ended) == ended)
            throw new InvalidOperationException(
                $"The worker ended with {await ended} before it had connected. It printed:\n{_worker.Output}");
        if (await _stream.Started != workerId) throw new InvalidOperationException("Another worker has connected.");

        var init = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = directory, FunctionAppDirectory = directory };
        var initialized = (await _stream.AskAsync(new StreamingMessage { WorkerInitRequest = init })).WorkerInitResponse;
        ThrowIfFailed(initialized.Result, "The worker cannot be initialized");
        Capabilities = initialized.Capabilities.ToDictionary();
        _workerHttp = new Uri(Capabilities["HttpUri"]);

        var index = new FunctionsMetadataRequest { FunctionAppDirectory = directory };
        var described = (await _stream.AskAsync(new StreamingMessage { FunctionsMetadataRequest = index })).FunctionMetadataResponse;
        ThrowIfFailed(described.Result, "The functions cannot be described");
        Functions = [.. described.FunctionMetadataResults.Select(metadata => new HostedFunction(metadata))];
        foreach (var function in Functions) await LoadAsync(function);
        await WaitForHttpAsync(ended);
    }

    /// <summary>
    /// The worker names its HTTP endpoint and loads functions before it
    /// listens there. The Functions host connects again when it is refused.
    /// </summary>
    private async Task WaitForHttpAsync(Task<int> ended)
    {
        while (!ended.IsCompleted)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(_workerHttp.Host, _workerHttp.Port);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
            }
        }

        throw new InvalidOperationException(
            $"The worker ended with {await ended} before it listened at {_workerHttp}. It printed:\n{_worker.Output}");
    }

    private async Task LoadAsync(HostedFunction function)
    {
        var load = new FunctionLoadRequest { FunctionId = function.Id, Metadata = function.Metadata };
        var loaded = (await _stream.AskAsync(new StreamingMessage { FunctionLoadRequest = load })).FunctionLoadResponse;
        ThrowIfFailed(loaded.Result, $"{function.Name} cannot be loaded");
    }

    private InvocationRequest Invocation(HostedFunction function, TypedData triggerData)
    {
        var request = new InvocationRequest
        {
            InvocationId = Guid.NewGuid().ToString(),
            FunctionId = function.Id,
            TraceContext = new RpcTraceContext(),
        };
        foreach (var input in function.Inputs)
        {
            var data = input.Type == "durableClient" ? new TypedData { String = DurableExtension.ClientBinding(_address) } : triggerData;
            request.InputData.Add(new ParameterBinding { Name = input.Name, Data = data });
        }

        return request;
    }

    private void ThrowIfFailed(StatusResult result, string what)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException(
                $"{what}: {result.Exception?.Message}\n{result.Exception?.StackTrace}\nThe worker "
                + $"logged:\n{string.Join('\n', _stream.Log)}");
    }
}
