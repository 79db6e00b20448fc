using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.TestKit.Mlflow;

/// <summary>
/// A tracking server of MLflow as far as its REST API 2.0 says what one does. Whatever a caller does that the API does not allow is kept as
/// a violation and answered <c>400</c>; a test asserts that there is none.
/// </summary>
public sealed partial class MlflowStub : IAsyncDisposable
{
    private const string Api = "/api/2.0/mlflow/";
    private const string FilesApi = "/api/2.0/mlflow-artifacts/artifacts/";

    private readonly WebApplication _app;
    private readonly string? _token;
    private readonly ConcurrentDictionary<string, string> _experiments = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<MlflowStubRun> _runs = new();
    private int _ids;

    private MlflowStub(WebApplication app, string? token) => (_app, _token) = (app, token);

    public string Url => _app.Urls.Single();

    /// <summary>What was asked that the API does not allow.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>The paths that were asked for, in their order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The runs that are not deleted, in the order in which they came.</summary>
    public IReadOnlyList<MlflowStubRun> Runs => [.. _runs.Where(run => !run.IsDeleted)];

    public IReadOnlyCollection<string> Experiments => [.. _experiments.Keys];

    /// <summary>Whether it answers nothing: connections are cut.</summary>
    public bool IsDown { get; set; }

    /// <summary>Where the files of new runs are; with <c>{0}</c> for the run.</summary>
    public string ArtifactRoot { get; set; } = "mlflow-artifacts:/0/{0}/artifacts";

    /// <summary>Answers in the place of the server, and says whether it did: given the path, and how often it was asked for before.
    /// </summary>
    public Func<string, int, HttpContext, Task<bool>>? Before { get; set; }

    /// <summary>Answers in the place of the server when it has created a run, and says whether it did: given how many there were before.
    /// </summary>
    public Func<int, HttpContext, Task<bool>>? Created { get; set; }

    public static async Task<MlflowStub> StartAsync(string? token = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var stub = new MlflowStub(builder.Build(), token);
        stub._app.Run(stub.AnswerAsync);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Creates a run, as a request does that comes through late.</summary>
    public MlflowStubRun Create(JsonElement body)
    {
        var id = $"{Interlocked.Increment(ref _ids):x32}";
        var run = new MlflowStubRun(
            id, MlflowRules.Text(body, "experiment_id"), MlflowRules.Text(body, "run_name"),
            string.Format(CultureInfo.InvariantCulture, ArtifactRoot, id))
        {
            StartTime = body.GetProperty("start_time").GetInt64(),
        };
        foreach (var tag in Items(body, "tags")) run.Tags[MlflowRules.Text(tag, "key")] = MlflowRules.Text(tag, "value");
        run.Tags["mlflow.runName"] = run.Name;
        _runs.Enqueue(run);
        return run;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [GeneratedRegex(@"^tags\.(\w+) = '([^']*)'$")]
    private static partial Regex Filter();

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var before = Count(path);
        if (IsDown)
        {
            http.Abort();
            return;
        }

        if (Before is { } instead && await instead(path, before, http)) return;
        var isFile = http.Request.Method == "PUT" && path.StartsWith(FilesApi, StringComparison.Ordinal);
        if (_token is not null && http.Request.Headers.Authorization != $"Bearer {_token}")
            await RefuseAsync(http, "there is no token", 401);
        else if (isFile) await KeepAsync(http, path[FilesApi.Length..]);
        else if (!path.StartsWith(Api, StringComparison.Ordinal)) await RefuseAsync(http, "there is no such endpoint", 404);
        else if (http.Request.Method == "GET") await GetAsync(http, path[Api.Length..]);
        else await PostAsync(http, path[Api.Length..]);
    }

    /// <summary>How often a path was asked for before; no two requests are told the same.</summary>
    private int Count(string path)
    {
        lock (Calls)
        {
            Calls.Enqueue(path);
            return Calls.Count(call => call == path) - 1;
        }
    }

    private async Task KeepAsync(HttpContext http, string path)
    {
        if (!_runs.Any(run => path.StartsWith($"0/{run.Id}/artifacts/", StringComparison.Ordinal)))
            await RefuseAsync(http, $"{path} is of no run");
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        Files[path] = content.ToArray();
        await AnswerAsync(http, new { });
    }

    private async Task GetAsync(HttpContext http, string path)
    {
        if (path == "experiments/get-by-name")
        {
            var name = http.Request.Query["experiment_name"].ToString();
            if (name.Length == 0) await RefuseAsync(http, "experiment_name is missing");
            else if (_experiments.TryGetValue(name, out var id))
                await AnswerAsync(http, new { experiment = new { experiment_id = id, name, lifecycle_stage = "active" } });
            else await ErrorAsync(http, 404, "RESOURCE_DOES_NOT_EXIST", $"Could not find experiment with name '{name}'");
        }
        else if (path == "runs/get" && http.Request.Query["run_id"].ToString() is { Length: > 0 } id)
        {
            if (Find(id) is { } run) await AnswerAsync(http, new { run = Shown(run) });
            else await ErrorAsync(http, 404, "RESOURCE_DOES_NOT_EXIST", $"Run with id={id} not found");
        }
        else await RefuseAsync(http, "there is no such endpoint", 404);
    }

    private async Task PostAsync(HttpContext http, string path)
    {
        if (http.Request.Method != "POST" || !MlflowRules.Knows(path))
        {
            await RefuseAsync(http, "there is no such endpoint", 404);
            return;
        }

        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);
        if (bytes.Length > MlflowRules.MostBytes) Violations.Enqueue($"{path}: the body has {bytes.Length} bytes");
        if (http.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
            Violations.Enqueue($"{path}: no JSON");
        using var document = JsonDocument.Parse(bytes.ToArray());
        var body = document.RootElement;
        if (MlflowRules.Wrong(path, body).FirstOrDefault() is { } wrong) await RefuseAsync(http, wrong);
        else await DoAsync(http, path, body);
    }

    private Task DoAsync(HttpContext http, string path, JsonElement body) => path switch
    {
        "experiments/create" => MakeExperimentAsync(http, MlflowRules.Text(body, "name")),
        "runs/create" => CreateAsync(http, body),
        "runs/search" => SearchAsync(http, body),
        _ => ChangeAsync(http, path, body),
    };

    private Task MakeExperimentAsync(HttpContext http, string name)
    {
        var id = $"{Interlocked.Increment(ref _ids)}";
        return _experiments.TryAdd(name, id)
            ? AnswerAsync(http, new { experiment_id = id })
            : ErrorAsync(http, 400, "RESOURCE_ALREADY_EXISTS", $"Experiment(name={name}) already exists.");
    }

    private async Task CreateAsync(HttpContext http, JsonElement body)
    {
        if (!_experiments.Values.Contains(MlflowRules.Text(body, "experiment_id"))) await RefuseAsync(http, "there is no such experiment");
        var (run, before) = CreateNext(body);
        if (Created is { } instead && await instead(before, http)) return;
        await AnswerAsync(http, new { run = Shown(run) });
    }

    private (MlflowStubRun Run, int Before) CreateNext(JsonElement body)
    {
        lock (_runs) return (Create(body), _runs.Count - 1);
    }

    private Task SearchAsync(HttpContext http, JsonElement body)
    {
        var experiments = Items(body, "experiment_ids").Select(id => id.GetString()).ToHashSet(StringComparer.Ordinal);
        if (Filter().Match(MlflowRules.Text(body, "filter")) is not { Success: true, Groups: [_, var tag, var value] })
            return RefuseAsync(http, "the filter is not understood");
        var found = Runs.Where(
            run => experiments.Contains(run.Experiment) && run.Tags.TryGetValue(tag.Value, out var has) && has == value.Value);
        return AnswerAsync(http, new { runs = found.Select(Shown) });
    }

    private async Task ChangeAsync(HttpContext http, string path, JsonElement body)
    {
        if (Find(MlflowRules.Text(body, "run_id")) is not { IsDeleted: false } run)
        {
            await ErrorAsync(http, 404, "RESOURCE_DOES_NOT_EXIST", "Run not found");
            return;
        }

        if (path == "runs/delete") run.IsDeleted = true;
        if (path == "runs/set-tag") run.Tags[MlflowRules.Text(body, "key")] = MlflowRules.Text(body, "value");
        if (path == "runs/update")
        {
            run.Status = MlflowRules.Text(body, "status");
            run.EndTime = body.TryGetProperty("end_time", out var end) ? end.GetInt64() : run.EndTime;
        }

        if (path == "runs/log-batch" && Log(run, body) is { } wrong) await RefuseAsync(http, wrong);
        else await AnswerAsync(http, new { });
    }

    /// <returns>What is wrong with it; null when nothing is.</returns>
    private static string? Log(MlflowStubRun run, JsonElement body)
    {
        foreach (var item in Items(body, "params"))
            if (run.Parameters.GetOrAdd(MlflowRules.Text(item, "key"), MlflowRules.Text(item, "value")) != MlflowRules.Text(item, "value"))
                return $"Changing param values is not allowed: {item}";
        foreach (var item in Items(body, "tags")) run.Tags[MlflowRules.Text(item, "key")] = MlflowRules.Text(item, "value");
        foreach (var item in Items(body, "metrics"))
            run.Metrics[(
                MlflowRules.Text(item, "key"), item.GetProperty("value").GetDouble(), item.GetProperty("timestamp").GetInt64(),
                item.GetProperty("step").GetInt64())] = true;
        return null;
    }

    private static IEnumerable<JsonElement> Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    private MlflowStubRun? Find(string id) => _runs.FirstOrDefault(run => run.Id == id);

    private static object Shown(MlflowStubRun run) => new
    {
        info = new
        {
            run_id = run.Id,
            run_uuid = run.Id,
            run_name = run.Name,
            experiment_id = run.Experiment,
            status = run.Status,
            start_time = run.StartTime,
            artifact_uri = run.ArtifactUri,
            lifecycle_stage = run.IsDeleted ? "deleted" : "active",
        },
        data = new { tags = run.Tags.Select(tag => new { key = tag.Key, value = tag.Value }) },
    };

    private Task RefuseAsync(HttpContext http, string reason, int status = 400)
    {
        Violations.Enqueue($"{http.Request.Method} {http.Request.Path}: {reason}");
        return ErrorAsync(http, status, status == 404 ? "ENDPOINT_NOT_FOUND" : "INVALID_PARAMETER_VALUE", reason);
    }

    private static Task ErrorAsync(HttpContext http, int status, string code, string message)
    {
        if (http.Response.HasStarted) return Task.CompletedTask;
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { error_code = code, message });
    }

    private static Task AnswerAsync(HttpContext http, object body) =>
        http.Response.HasStarted ? Task.CompletedTask : http.Response.WriteAsJsonAsync(body);
}
