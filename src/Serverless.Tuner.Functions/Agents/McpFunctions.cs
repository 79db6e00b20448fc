using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>The Model Context Protocol over HTTP: each message is a request of its own, and nothing is kept between two of them.</summary>
public sealed class McpFunctions(AgentTools tools, ApiGate gate, ILoggerFactory loggers, IServiceProvider services)
{
    /// <summary>A header by which a caller has studies that run programs refused, whatever its key allows: <c>tuner mcp</c> sends it.
    /// </summary>
    public const string ProgramsHeader = "Tuner-Programs";

    private const string VersionHeader = "MCP-Protocol-Version";
    private const string Title = "The message cannot be answered";
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Answers a message of the Model Context Protocol; its tools start, show and stop studies for agents.</summary>
    [Function("CallAgentTool")]
    public Task<IActionResult> CallAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/tuner/mcp")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async caller =>
        {
            if (IsForeign(request)) return JsonAnswer.Problem(ProblemKind.Forbidden, Title, "It has the Origin of a page of elsewhere.");
            var body = await RequestBody.ReadAsync(request, MaxBytes, cancellationToken);
            if (Read(body, request) is not { } message)
                return JsonAnswer.Invalid(Title, [new FieldError("", "is no message of JSON-RPC 2.0")]);
            var call = new AgentCall(caller with { RefusesPrograms = request.Headers.ContainsKey(ProgramsHeader) }, client);
            return await AnswerAsync(message, call, cancellationToken);
        });

    private async Task<JsonAnswer> AnswerAsync(JsonRpcMessage message, AgentCall call, CancellationToken cancellationToken)
    {
        var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = McpServer.Create(transport, tools.For(call), loggers, services);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = server.RunAsync(ending.Token);
        try
        {
            // Answers are short, and whole before the first byte goes out: a failure is a status rather than half of an answer.
            using var answer = new MemoryStream();
            return await transport.HandlePostRequestAsync(message, answer, cancellationToken)
                ? new JsonAnswer(StatusCodes.Status200OK, answer.ToArray(), "text/event-stream")
                : new JsonAnswer(StatusCodes.Status202Accepted, null);
        }
        finally
        {
            await ending.CancelAsync();
            await transport.DisposeAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static JsonRpcMessage? Read(ReadOnlyMemory<byte> body, HttpRequest request)
    {
        try
        {
            if (JsonSerializer.Deserialize<JsonRpcMessage>(body.Span, McpJsonUtilities.DefaultOptions) is not { } message) return null;
            if (request.Headers[VersionHeader] is [{ Length: > 0 } version])
                message.Context = new JsonRpcMessageContext { ProtocolVersion = version };
            return message;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Browsers say where the page is from that sends a request; agents are no pages.</summary>
    internal static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origins
        && !(origins is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
