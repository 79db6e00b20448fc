using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Tuner.Outbound;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>The MLflow server that the app is set to, by its REST API 2.0.</summary>
public sealed class MlflowServer : IDisposable
{
    /// <summary>How long a file may take.</summary>
    private static readonly TimeSpan s_patienceForFiles = TimeSpan.FromMinutes(5);

    private const string Api = "api/2.0/mlflow/";
    private const string Files = "api/2.0/mlflow-artifacts/artifacts/";
    private const string Unknown = "RESOURCE_DOES_NOT_EXIST";
    private const int LongestReason = 300;

    private readonly SettledClient? _client;
    private readonly string? _token;

    /// <summary>The server of the settings.</summary>
    public MlflowServer(MlflowSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_token, _client) = (settings.Token, settings.Address is { } address ? new SettledClient(address, settings.Token, time) : null);
    }

    /// <summary>Whether the app is set to one.</summary>
    public bool IsThere => _client is not null;

    /// <summary>The identifier of an experiment, which is created where there is none.</summary>
    internal async Task<string> ExperimentAsync(string name, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            var get = await CallAsync(
                HttpMethod.Get, $"experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", null, true, cancellationToken);
            if (get.Status == 200) return IdOf(get, "experiment");
            if (get.Status != 404 || CodeOf(get) != Unknown) throw Failure(get, isOfItem: false);
            var create = await PostAsync("experiments/create", new JsonObject { ["name"] = name }, false, cancellationToken);
            if (create.Status == 200) return IdOf(create, null);
            // Another process was first.
            if (CodeOf(create) != "RESOURCE_ALREADY_EXISTS" || tries > 0) throw Failure(create, isOfItem: false);
        }
    }

    /// <summary>Creates a run.</summary>
    internal async Task<MlflowRunInfo> CreateAsync(JsonObject run, CancellationToken cancellationToken)
    {
        // Never twice: a first try without an answer may have created it.
        using var answer = JsonOf(Checked(await PostAsync("runs/create", run, false, cancellationToken)));
        return MlflowRunInfo.Read(Member(answer, "run"));
    }

    /// <summary>The runs of an experiment that have a tag.</summary>
    internal async Task<IReadOnlyList<MlflowRunInfo>> FindAsync(
        string experiment, string tag, string value, CancellationToken cancellationToken)
    {
        var search = new JsonObject
        {
            ["experiment_ids"] = new JsonArray(experiment),
            ["filter"] = $"tags.{tag} = '{value}'",
            ["run_view_type"] = "ACTIVE_ONLY",
            ["max_results"] = 100,
        };
        using var answer = JsonOf(Checked(await PostAsync("runs/search", search, true, cancellationToken)));
        return answer.RootElement.TryGetProperty("runs", out var runs) && runs.ValueKind == JsonValueKind.Array
            ? [.. runs.EnumerateArray().Select(MlflowRunInfo.Read).OrderBy(run => run.Id, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>A run that is there.</summary>
    internal async Task<MlflowRunInfo> GetAsync(string run, CancellationToken cancellationToken)
    {
        using var answer = JsonOf(Checked(
            await CallAsync(HttpMethod.Get, $"runs/get?run_id={Uri.EscapeDataString(run)}", null, true, cancellationToken)));
        return MlflowRunInfo.Read(Member(answer, "run"));
    }

    /// <summary>Adds parameters, metrics and tags to a run.</summary>
    internal async Task LogAsync(string run, MlflowItems items, CancellationToken cancellationToken)
    {
        foreach (var batch in items.Batches())
        {
            batch.Insert(0, "run_id", run);
            Checked(await PostAsync("runs/log-batch", batch, true, cancellationToken));
        }
    }

    /// <summary>Says where a run stands.</summary>
    internal async Task UpdateAsync(string run, string status, DateTimeOffset? endedAt, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["run_id"] = run, ["status"] = status };
        if (endedAt is { } end) body["end_time"] = end.ToUnixTimeMilliseconds();
        Checked(await PostAsync("runs/update", body, true, cancellationToken));
    }

    /// <summary>Sets one tag of a run.</summary>
    internal async Task TagAsync(string run, string key, string value, CancellationToken cancellationToken) => Checked(await PostAsync(
        "runs/set-tag", new JsonObject { ["run_id"] = run, ["key"] = key, ["value"] = value }, true, cancellationToken));

    /// <summary>Deletes a run.</summary>
    internal async Task DeleteAsync(string run, CancellationToken cancellationToken) =>
        Checked(await PostAsync("runs/delete", new JsonObject { ["run_id"] = run }, true, cancellationToken));

    /// <summary>Keeps a file.</summary>
    /// <param name="path">Where, below the server's own files; escaped.</param>
    /// <param name="content">The file.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task UploadAsync(string path, Stream content, long length, CancellationToken cancellationToken) =>
        Checked(await SendAsync(
            new SettledCall(HttpMethod.Put, Files + path) { Content = content, Length = length, Timeout = s_patienceForFiles },
            cancellationToken));

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    /// <summary>A member that is a text; null when there is none.</summary>
    internal static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member)
            && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private Task<OutboundAnswer> PostAsync(string path, JsonObject body, bool isRepeatable, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body, TunerJson.Options), isRepeatable, cancellationToken);

    private Task<OutboundAnswer> CallAsync(
        HttpMethod method, string path, byte[]? json, bool isRepeatable, CancellationToken cancellationToken) =>
        SendAsync(new SettledCall(method, Api + path) { Json = json, IsRepeatable = isRepeatable }, cancellationToken);

    private async Task<OutboundAnswer> SendAsync(SettledCall call, CancellationToken cancellationToken)
    {
        if (_client is null) throw new MlflowException($"the app has no setting {MlflowSettings.AddressSetting} any more");
        try
        {
            return await _client.SendAsync(call, cancellationToken);
        }
        catch (OutboundException e)
        {
            throw new MlflowException(Shown(e.Message));
        }
    }

    private OutboundAnswer Checked(OutboundAnswer answer)
    {
        if (answer.Status is >= 200 and < 300) return answer;
        throw Failure(answer, answer.Status is 400 or 413 || (answer.Status == 404 && CodeOf(answer) == Unknown));
    }

    private MlflowException Failure(OutboundAnswer answer, bool isOfItem)
    {
        if (answer.Status is >= 300 and < 400)
            return new MlflowException(
                $"{_client!.Host} answered {answer.Status}, a redirect, which is not followed: {MlflowSettings.AddressSetting} must be "
                + "the address that answers itself");
        var said = CodeOf(answer) is { } code ? $": {code}{(MessageOf(answer) is { } message ? $": {message}" : "")}" : "";
        return new MlflowException(Shown($"{_client!.Host} answered {answer.Status}{said}"), isOfItem);
    }

    /// <summary>What a server says, which may be anything, its caller's token included.</summary>
    private string Shown(string text) => Excerpt.Start(
        MlflowText.Value(_token is null ? text : text.Replace(_token, SecretValues.Mask, StringComparison.Ordinal), 4 * LongestReason),
        LongestReason);

    private static string? CodeOf(OutboundAnswer answer) => Said(answer, "error_code");

    private static string? MessageOf(OutboundAnswer answer) => Said(answer, "message");

    private static string? Said(OutboundAnswer answer, string member)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return TextOf(document.RootElement, member);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonDocument JsonOf(OutboundAnswer answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException)
        {
            throw new MlflowException("the server answered with something that is no JSON");
        }
    }

    private static JsonElement Member(JsonDocument answer, string name) =>
        answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(name, out var member) ? member : default;

    private static string IdOf(OutboundAnswer answer, string? member)
    {
        using var document = JsonOf(answer);
        return TextOf(member is null ? document.RootElement : Member(document, member), "experiment_id")
            ?? throw new MlflowException("the server answered with something that is no experiment");
    }
}
