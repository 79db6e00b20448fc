using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Cli.Tests;

/// <summary>What it says of results: of a study without a trial that has ended the defaults.</summary>
internal sealed partial class FakeTuner
{
    /// <summary>The queries that came.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    private void MapResults(RouteGroupBuilder api)
    {
        api.MapGet("studies/{name}/result", (string name) => ForStudy(name, () => Result(name)));
        api.MapPost("studies/{name}/copy", async (string name, HttpRequest request) =>
        {
            Bodies.Enqueue(await ReadAsync(request));
            return ForStudy(name, () => View("b", 0));
        });
        api.MapGet("failures", () => Json(new FailuresView(
            [
                new FailureView
                {
                    Reason = "no luck with #",
                    Count = 3,
                    Studies = [new("a", 3, [1, 2]), new("b", 0, [])],
                    Example = "no luck with 7",
                },
            ],
            2,
            false)));
    }

    private ResultView Result(string name) => new()
    {
        Completed = true,
        BestTrial = _ended[name] > 0 ? 1 : null,
        BestParameters = new Dictionary<string, ParameterValue> { ["x"] = ParameterValue.Of(0.5) },
        BestValue = _ended[name] > 0 ? 0.25 : null,
        TrialsRun = 2,
        TrialsPruned = 1,
        PrunedForBudget = 0,
        DurationSeconds = 3,
        SpentUsd = 0.04m,
        SavedUsd = 0.02m,
        StopReason = StopReason.Trials,
        Fallback = _ended[name] == 0,
    };
}
