using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Client.Tests;

/// <summary>A study of a server: gives its trials out once each, and keeps what it is told of them.</summary>
internal sealed class FakeStudy(int trials)
{
    private int _given;

    /// <summary>What was asked of it, in order: <c>suggest</c>, <c>3 heartbeat</c>, <c>3 complete</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>The bodies of the calls that end a trial.</summary>
    public ConcurrentDictionary<int, JsonElement> Told { get; } = new();

    /// <summary>The keys of all requests.</summary>
    public ConcurrentQueue<string> Keys { get; } = new();

    /// <summary>What is answered in the place of the study's own answer; null to let it answer.</summary>
    public Func<string, HttpRequest, IResult?> Instead { get; init; } = (_, _) => null;

    /// <summary>What a worker is told about going on.</summary>
    public GoOnView GoOn { get; set; } = new(Prune: false);

    public static IResult Problem(ProblemKind kind, string detail = "no") => Results.Json(
        new ProblemView { Type = kind.Type, Title = "No", Status = kind.Status, Detail = detail },
        TunerJson.Options, "application/problem+json", kind.Status);

    public int CountOf(string call) => Calls.Count(made => made == call);

    public Task<StubServer> ServeAsync() => StubServer.AnsweringAsync(Answer);

    private IResult Answer(HttpRequest request)
    {
        var parts = request.Path.Value!.Split('/');
        var call = parts[^1] == "suggest" ? "suggest" : $"{parts[^2]} {parts[^1]}";
        Calls.Enqueue(call);
        Keys.Enqueue(request.Headers["Idempotency-Key"].ToString());
        if (Instead(call, request) is { } other) return other;
        if (call == "suggest") return Json(Suggest());
        var number = int.Parse(parts[^2], System.Globalization.CultureInfo.InvariantCulture);
        if (parts[^1] is "report" or "heartbeat") return Json(GoOn);
        Told[number] = JsonSerializer.Deserialize<JsonElement>((string)request.HttpContext.Items["body"]!);
        return Json(parts[^1] switch
        {
            "complete" => new ToldView(number, TrialState.Complete),
            "prune" => new ToldView(number, TrialState.Pruned, "given up"),
            _ => new ToldView(number, TrialState.Failed, "failed"),
        });
    }

    private SuggestView Suggest()
    {
        var number = Interlocked.Increment(ref _given) - 1;
        return number >= trials ? new SuggestView { Trials = [], Done = true } : new SuggestView
        {
            Trials =
            [
                new SuggestedTrialView
                {
                    Number = number,
                    Parameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(number / 4.0) },
                    Attempt = 1,
                    Lease = $"lease {number}",
                    LeaseUntil = DateTimeOffset.UnixEpoch,
                },
            ],
        };
    }

    private static IResult Json<T>(T answer) => Results.Json(answer, TunerJson.Options);
}
