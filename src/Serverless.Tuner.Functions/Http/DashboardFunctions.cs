using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The dashboard: files that anyone may have. What it shows it asks of the API, with the key of whoever looks at it.</summary>
public sealed class DashboardFunctions(ApiGate gate)
{
    /// <summary>The address without a path: a host of Azure Functions takes an empty route for the function's name.</summary>
    private const string Root = "{nothing:maxlength(0)?}";

    /// <summary>The pages without a name of their own, by their paths.</summary>
    private static readonly HashSet<string> Places =
        new(StringComparer.Ordinal) { "studies", "start", "compare", "schedules", "memory", "budgets", "keys" };

    private static readonly byte[] Missing = Encoding.UTF8.GetBytes(
        "<!doctype html><html lang=\"en\"><title>Serverless Tuner</title><h1>No dashboard</h1><p>This app was built without Node.js, which "
        + "makes its dashboard: install Node.js 20 or later and build it again. The API is there: <a href=\"v1/tuner/docs\">its "
        + "documentation</a>.");

    /// <summary>The page.</summary>
    [Function("GetDashboard")]
    public Task<IActionResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Root)] HttpRequest request) =>
        gate.OpenAsync(request, () => Task.FromResult<IActionResult>(
            DashboardFiles.All.TryGetValue(DashboardFiles.Page, out var page)
                ? new DashboardAnswer(page, DashboardAnswer.Revalidated)
                : new JsonAnswer(StatusCodes.Status200OK, Missing, "text/html; charset=utf-8")));

    /// <summary>A page of the dashboard by the path that it has behind the <c>#</c>: whoever leaves that out still comes to it.</summary>
    [Function("GetDashboardPlace")]
    public Task<IActionResult> PlaceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{place:alpha}")] HttpRequest request, string place) =>
        gate.OpenAsync(request, () => Task.FromResult(PlaceIn(request, place)));

    /// <summary>A study's page, likewise.</summary>
    [Function("GetDashboardStudy")]
    public Task<IActionResult> StudyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "studies/{name}")] HttpRequest request, string name) =>
        gate.OpenAsync(request, () => Task.FromResult<IActionResult>(
            new PlaceAnswer($"../#/studies/{Uri.EscapeDataString(name)}{request.QueryString}")));

    /// <summary>What the page loads.</summary>
    [Function("GetDashboardFile")]
    public Task<IActionResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{file}")] HttpRequest request, string file) =>
        gate.OpenAsync(request, () => Task.FromResult<IActionResult>(
            file != DashboardFiles.Page && DashboardFiles.All.TryGetValue(file, out var known)
                ? new DashboardAnswer(known, DashboardAnswer.Immutable)
                : JsonAnswer.Problem(ProblemKind.NoSuchRoute, "No such file", "The dashboard has no file of that name; load it anew.")));

    private static IActionResult PlaceIn(HttpRequest request, string place) => Places.Contains(place)
        ? new PlaceAnswer($"./#/{(place == "studies" ? "" : place)}{request.QueryString}")
        : JsonAnswer.Problem(ProblemKind.NoSuchRoute, "No such page", "The dashboard is at /, and has no page of that name.");
}
