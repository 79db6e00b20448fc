using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Agents;

/// <summary>Passes messages of the Model Context Protocol between an agent, who writes and reads lines, and a server's endpoint for them.
/// Nothing but messages is written to the agent.</summary>
/// <param name="server">The server.</param>
/// <param name="output">What the agent reads.</param>
/// <param name="allowCommands">Whether the agent may start studies that run programs, where the server and the key allow it.</param>
internal sealed class McpRelay(StudyServer server, TextWriter output, bool allowCommands)
{
    private const string VersionHeader = "MCP-Protocol-Version", ProgramsHeader = "Tuner-Programs";
    private const int ParseError = -32700, ServerError = -32000;
    private const int AtOnce = 16;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _turning = new(1, 1);
    private volatile string? _version;

    /// <summary>Passes on each line until there is none.</summary>
    public Task RunAsync(TextReader input, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        LinesOf(input, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (line, token) => await PassAsync(line, token));

    private static async IAsyncEnumerable<string> LinesOf(
        TextReader input, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is { } line)
            if (!string.IsNullOrWhiteSpace(line)) yield return line;
    }

    private async Task PassAsync(string line, CancellationToken cancellationToken)
    {
        if (Parse(line) is not { } message)
        {
            await WriteErrorAsync(id: null, ParseError, "That is no message of JSON-RPC 2.0.");
            return;
        }

        try
        {
            await foreach (var answer in AskAsync(line, cancellationToken))
            {
                if (message["method"]?.ToString() == "initialize")
                    _version = Parse(answer)?["result"]?["protocolVersion"]?.ToString() ?? _version;
                await WriteAsync(answer);
            }
        }
        catch (Exception e) when (Explain(e, cancellationToken) is { } why)
        {
            // A notification has no answer, not even this one.
            if (message["id"] is { } id) await WriteErrorAsync(id, ServerError, why);
        }
    }

    private async IAsyncEnumerable<string> AskAsync(
        string message, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await TurnAsync(cancellationToken);
        List<KeyValuePair<string, string>> headers = [new("Accept", "application/json, text/event-stream")];
        if (_version is { } version) headers.Add(new(VersionHeader, version));
        if (!allowCommands) headers.Add(new(ProgramsHeader, "refuse"));
        var answered = await server.Client.CallAgentToolAsync(message, headers, cancellationToken);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(answered));
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            if (item is { EventType: "message", Data.Length: > 0 }) yield return item.Data.ReplaceLineEndings("");
    }

    /// <summary>Finds the server that has followed, where the one so far has ended.</summary>
    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await _turning.WaitAsync(cancellationToken);
        try
        {
            await server.TurnAsync(cancellationToken);
        }
        finally
        {
            _turning.Release();
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Why the server did not answer; null for what is no failure of its own.</summary>
    private static string? Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        TunerApiException e => $"{e.Problem.Title}: {e.Problem.Detail}",
        CliException e => e.Message,
        HttpRequestException e => $"The server does not answer: {e.Message}",
        OperationCanceledException when !cancellationToken.IsCancellationRequested => "The server does not answer in time.",
        _ => null,
    };

    private Task WriteErrorAsync(JsonNode? id, int code, string why) => WriteAsync(new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id?.DeepClone(),
        ["error"] = new JsonObject { ["code"] = code, ["message"] = why },
    }.ToJsonString());

    private async Task WriteAsync(string line)
    {
        await _writing.WaitAsync();
        try
        {
            await output.WriteAsync($"{line}\n");
            await output.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }
}
