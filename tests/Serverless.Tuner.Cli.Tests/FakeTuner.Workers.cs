using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What it says to workers: it gives trial 3 out, until it has none left.</summary>
internal sealed partial class FakeTuner
{
    /// <summary>Whether studies give out no more.</summary>
    public bool IsDone { get; set; }

    /// <summary>What a worker is told about going on.</summary>
    public GoOnView GoOn { get; set; } = new(Prune: false);

    private void MapWorkers(RouteGroupBuilder api)
    {
        api.MapGet("ready", () => IsDiskFull
            ? Json(new ProblemView { Title = "Not ready", Status = 503, Detail = "the storage does not answer" }, 503)
            : Json(new HealthView("ok", "1.0.0")));
        api.MapPost("studies/{name}/trials/suggest", (string name, HttpRequest request) => Told(name, request, new SuggestView
        {
            Trials = IsDone ? [] :
            [
                new SuggestedTrialView
                {
                    Number = 3,
                    Parameters = new Dictionary<string, ParameterValue>
                    {
                        ["x"] = ParameterValue.Of(0.5),
                        ["opt"] = ParameterValue.Of("a,b"),
                    },
                    Attempt = 2,
                    Lease = "abc",
                    LeaseUntil = Start.AddMinutes(1),
                },
            ],
            Done = IsDone,
            StopReason = IsDone ? StopReason.Trials : null,
        }));
        foreach (var call in (string[])["heartbeat", "report"])
            api.MapPost($"studies/{{name}}/trials/{{number:int}}/{call}", (string name, HttpRequest request) => Told(name, request, GoOn));
        foreach (var (call, state) in (IEnumerable<(string, TrialState)>)
            [("complete", TrialState.Complete), ("prune", TrialState.Pruned), ("fail", TrialState.Waiting)])
            api.MapPost(
                $"studies/{{name}}/trials/{{number:int}}/{call}",
                (string name, int number, HttpRequest request) => Told(
                    name, request, new ToldView(number, state, state == TrialState.Complete ? null : "as it was told")));
        api.MapPut(
            "studies/{name}/trials/{number:int}/artifacts/model.bin",
            (string name, int number, HttpRequest request) => Told(name, request, Artifact(name, number)));
    }

    private async Task<IResult> Told(string name, HttpRequest request, object answer)
    {
        Bodies.Enqueue(await ReadAsync(request));
        return ForStudy(name, () => answer);
    }
}
