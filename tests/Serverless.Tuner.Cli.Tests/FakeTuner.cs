using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>An API on loopback whose studies end one trial further each time they are asked for.</summary>
internal sealed partial class FakeTuner : IRunningHost
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _ended = new();

    private FakeTuner(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public bool IsDiskFull { get; set; }

    /// <summary>What was asked, as <c>METHOD path</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Bodies that were sent.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    /// <summary>How many trials a study has.</summary>
    public int Trials { get; set; } = 3;

    /// <summary>How trials end.</summary>
    public TrialState Outcome { get; init; } = TrialState.Complete;

    /// <summary>What is wanted of the values of a trial, as many as there are directions.</summary>
    public IReadOnlyList<Direction> Directions { get; set; } = [Direction.Minimize];

    /// <summary>What they are called.</summary>
    public IReadOnlyList<string>? ValueNames { get; set; }

    /// <summary>How many intermediate values a trial has.</summary>
    public int Reports { get; set; } = 3;

    /// <summary>Whether it appends <see cref="Hostile.Text"/> to every text of every answer.</summary>
    public bool IsHostile { get; init; }

    /// <summary>How many of the next requests are answered as by a server whose storage is away.</summary>
    public int Outage { get; set; }

    /// <summary>Puts a study there as it is, with trials that have ended.</summary>
    public void Add(string name, int ended = 0) => _ended[name] = ended;

    /// <summary>Studies that are paused.</summary>
    public HashSet<string> Paused { get; } = [];

    /// <summary>Takes a study away.</summary>
    public void Remove(string name) => _ended.TryRemove(name, out _);

    /// <summary>What came as <c>Authorization</c>.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = new();

    /// <summary>What came as <c>X-API-Key</c>.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>Where it sends everybody on to, if anywhere.</summary>
    public Uri? Elsewhere { get; set; }

    /// <summary>What it asks for; nothing when null.</summary>
    public string? Token { get; set; }

    public static async Task<FakeTuner> StartAsync(
        ServerAddress? address = null, int trials = 3, TrialState outcome = TrialState.Complete, bool isHostile = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls((address?.Url ?? new Uri("http://127.0.0.1:0")).AbsoluteUri);
        var tuner = new FakeTuner(builder.Build()) { Trials = trials, Outcome = outcome, IsHostile = isHostile, Token = address?.Token };
        tuner.Map();
        await tuner._app.StartAsync();
        return tuner;
    }

    /// <summary>The data directory on whose behalf it was told to drive studies; null when it only answers.</summary>
    public string? Directory { get; private set; }

    public Task DriveAsync(string directory, Action<string> say, CancellationToken cancellationToken)
    {
        Directory = directory;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static ArtifactView Artifact(string study, int number) => new()
    {
        File = "model.bin",
        Bytes = 7,
        Sha256 = "0123",
        ContentType = "application/octet-stream",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Study = study,
        Trial = number,
        Attempt = 1,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 1,
    };

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (context.Request.QueryString.HasValue) Queries.Enqueue(context.Request.QueryString.Value!);
            Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            Keys.Enqueue(context.Request.Headers["X-API-Key"].ToString());
            if (Elsewhere is not null)
            {
                context.Response.Redirect(new Uri(Elsewhere, context.Request.Path).AbsoluteUri, permanent: false, preserveMethod: true);
                return;
            }

            if (Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}")
            {
                await Json(new ProblemView { Title = "No valid token", Status = 401 }, 401).ExecuteAsync(context);
                return;
            }

            if (Outage > 0 && !context.Request.Path.Value!.EndsWith("health", StringComparison.Ordinal))
            {
                Outage--;
                await Json(new ProblemView { Title = "Storage does not answer", Status = 503 }, 503).ExecuteAsync(context);
                return;
            }

            // What it named is what it is asked for again.
            context.Request.Path = context.Request.Path.Value!.Replace("%2F", "/", StringComparison.Ordinal)
                .Replace(Hostile.Text, "", StringComparison.Ordinal);
            await next();
        });
        _app.UseRouting();
        var api = _app.MapGroup("v1/tuner");
        api.MapGet("health", () => Results.Json(new HealthView("ok", "1.0.0"), TunerJson.Options));
        api.MapPost("studies", StartStudyAsync);
        api.MapGet("studies", () => Json(new PageView<StudySummary>([.. _ended.Keys.Order().Select(Summary)], null)));
        api.MapGet("studies/{name}", (string name, string? since) => ForStudy(
            name, () => since is null
                ? View(name, Advance(name))
                : Changes(name, int.Parse(since.Replace(Hostile.Text, "", StringComparison.Ordinal)), Advance(name))));
        api.MapPatch("studies/{name}", async (string name, HttpRequest request) =>
        {
            Bodies.Enqueue(await ReadAsync(request));
            var changesSpace = Bodies.Last().Contains("searchSpace", StringComparison.Ordinal);
            return ForStudy(name, () => View(name, _ended[name]) is var view && changesSpace ? WithNarrowX(view) : view);
        });
        api.MapPost("studies/{name}/enqueue", async (string name, HttpRequest request) =>
        {
            Bodies.Enqueue(await ReadAsync(request));
            return ForStudy(name, () => View(name, _ended[name]));
        });
        api.MapPost("studies/{name}/stop", (string name) => ForStudy(name, () => View(name, _ended[name])));
        api.MapPost("studies/{name}/pause", (string name) =>
            ForStudy(name, () => View(name, _ended[name]) with { Waiting = WaitingView.ForPause }));
        api.MapPost("studies/{name}/trials/{number:int}/cancel", (string name, int number) =>
            ForStudy(name, () => Ended(name).ElementAt(number) with { State = TrialState.Pruned, Reason = "cancelled" }));
        api.MapPost("studies/{name}/trials/{number:int}/retry", (string name, int number) => ForStudy(
            name,
            () => View(name, _ended[name]) with { Enqueued = 1, ContinueWith = $"tuner study extend {name} --trials {number + 9}" }));
        api.MapPost("studies/{name}/resume", (string name) => ForStudy(name, () => View(name, _ended[name])));
        api.MapDelete("studies/{name}", (string name) => _ended.TryRemove(name, out _) ? Results.NoContent() : Missing(name));
        api.MapGet(
            "studies/{name}/trials",
            (string name, string? after) => ForStudy(name, () => new PageView<TrialView>(
                [.. Ended(name).Where(t => after is null || t.Number > int.Parse(PageCursor.TryRead(after)![1]))], null)));
        api.MapGet(
            "studies/{name}/trials/{number:int}", (string name, int number) => ForStudy(name, () => Ended(name).ElementAt(number) with
            {
                Attempt = 2,
                Attributes = new Dictionary<string, string> { ["host"] = "h1" },
                Reports = [.. Enumerable.Range(0, Reports).Select(step => new ReportView(step, step / 4.0))],
            }));
        api.MapGet("studies/{name}/trials/{number:int}/log", (string name, int number) => ForStudy(
            name, () => new TrialLogView(number, 1, "10%\r20%\r\n\u001b]0;title\u0007 it broke\n", number > 0)));
        api.MapGet("studies/{name}/trials/{number:int}/artifacts", (string name, int number) => ForStudy(
            name, () => new PageView<ArtifactView>([Artifact(name, number)], null)));
        api.MapGet("studies/{name}/trials/{number:int}/artifacts/model.bin", () => Results.Bytes("a model"u8.ToArray()));
        MapWorkers(api);
        MapResults(api);
        MapAnalysis(api);
        MapKeys(api);
        MapLiving(api);
        api.MapGet("studies/{name}/best", (string name, int? count) => ForStudy(name, () => new PageView<TrialView>(
            [.. Ended(name).Where(t => t.State == TrialState.Complete).OrderBy(t => t.Values![0]).Take(count ?? 5)], null)));
    }

    private async Task<IResult> StartStudyAsync(HttpRequest request)
    {
        var body = await ReadAsync(request);
        Bodies.Enqueue(body);
        using var document = JsonDocument.Parse(body);
        if (!document.RootElement.TryGetProperty("name", out var name))
        {
            return Json(
                new ProblemView
                {
                    Title = "Invalid",
                    Status = 400,
                    Detail = "The study cannot be started",
                    Errors = [new FieldError("/name", "is required")]
                }, 400);
        }

        _ended.TryAdd(name.GetString()!, 0);
        return Json(View(name.GetString()!, _ended[name.GetString()!]), 202);
    }

    private int Advance(string name)
    {
        while (_ended.TryGetValue(name, out var ended))
            if (_ended.TryUpdate(name, Math.Min(Trials, ended + 1), ended)) return Math.Min(Trials, ended + 1);
        return 0; // Removed just now.
    }

    private IResult ForStudy(string name, Func<object> answer) => _ended.ContainsKey(name) ? Json(answer()) : Missing(name);

    private static StudyView WithNarrowX(StudyView view) => view with
    {
        Spec = view.Spec with { SearchSpace = [view.Spec.SearchSpace[0] with { High = 5 }, .. view.Spec.SearchSpace.Skip(1)] },
        Changes = view.Changes ?? [new StudyEdit { At = DateTimeOffset.UnixEpoch, By = "owner", FromTrial = 1 }],
    };

    private StudyView View(string name, int ended) => new()
    {
        Name = name,
        State = ended < Trials ? StudyState.Running : StudyState.Ended,
        StopReason = ended < Trials ? null : StopReason.Trials,
        Waiting = Paused.Contains(name) ? WaitingView.ForPause : null,
        Spec = new StudySpec
        {
            Name = name,
            Objective = new ObjectiveSpec { Kind = ObjectiveKind.Registered, Name = "fake" },
            Directions = Directions,
            ValueNames = ValueNames,
            SearchSpace =
            [
                new ParameterSpec { Name = "x", Kind = ParameterKind.Float, Low = 0, High = 10 },
                new ParameterSpec
                {
                    Name = "optimizer",
                    Kind = ParameterKind.Categorical,
                    Choices = [ParameterValue.Of("sgd"), ParameterValue.Of("adam")],
                    When = new Dictionary<string, IReadOnlyList<ParameterValue>> { ["x"] = [ParameterValue.Of("never")] },
                },
            ],
            Trials = Trials,
        },
        Counts = Counts(ended),
        Ledger = new LedgerView { LimitUsd = 1, SpentUsd = 0.01m * ended },
        Best = ended > 0 && Outcome == TrialState.Complete
            ? new BestView
            {
                Number = ended - 1,
                Values = [11.0 - ended],
                Parameters = new Dictionary<string,
                ParameterValue>
                { ["x"] = ParameterValue.Of(ended - 0.5) },
            }
            : null,
        Changes = Edits,
        CreatedAt = Start,
        EndedAt = ended < Trials ? null : Start.AddMinutes(1),
        ContinueWith = ended < Trials ? null : $"tuner study extend {name} --trials {Trials + 1}",
    };

    /// <summary>What has changed since so many trials had ended.</summary>
    private StudyChangesView Changes(string name, int since, int ended) => new()
    {
        Seq = $"{ended}",
        Study = View(name, ended),
        Progress = StudyProgressView.Of(View(name, ended)),
        Trials = [.. Ended(name).Where(t => t.Number >= since)],
    };

    private TrialCounts Counts(int ended) => Outcome == TrialState.Complete
        ? new TrialCounts { Complete = ended }
        : new TrialCounts { Failed = ended };

    private StudySummary Summary(string name) => new()
    {
        Name = name,
        State = StudyState.Running,
        Waiting = Paused.Contains(name) ? WaitingView.ForPause : null,
        Objective = "fake",
        Trials = Trials,
        Counts = Counts(_ended[name]),
        Ledger = new LedgerView { LimitUsd = 1 },
        // The later in the alphabet, the younger.
        CreatedAt = Start.AddMinutes(name[0]),
    };

    private IEnumerable<TrialView> Ended(string name) => Enumerable.Range(0, _ended[name]).Select(number => new TrialView
    {
        Number = number,
        State = Outcome,
        Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(number + 0.5) },
        Values = Outcome == TrialState.Complete ? [.. Directions.Select((_, i) => i == 0 ? 10.0 - number : number)] : null,
        Metrics = new Dictionary<string, double> { ["ece"] = 0.0625 },
        Attributes = new Dictionary<string, string> { ["model"] = $"{number}.pt" },
        Reason = Outcome == TrialState.Complete ? null : "it broke\n  in two",
        CostUsd = 0.01m,
        CreatedAt = Start,
        StartedAt = Start,
        EndedAt = Start.AddSeconds(number + 1),
    });

    private IResult Missing(string name) =>
        Json(new ProblemView { Title = "No such study", Status = 404, Detail = $"There is no study '{name}'." }, 404);

    private IResult Json(object value, int status = 200) =>
        Results.Json(IsHostile ? Hostile.In(value) : value, TunerJson.Options, statusCode: status);

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync();
    }
}
