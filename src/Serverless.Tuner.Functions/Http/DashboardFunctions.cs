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

    /// <summary>What the page loads.</summary>
    [Function("GetDashboardFile")]
    public Task<IActionResult> FileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "assets/{file}")] HttpRequest request, string file) =>
        gate.OpenAsync(request, () => Task.FromResult<IActionResult>(
            file != DashboardFiles.Page && DashboardFiles.All.TryGetValue(file, out var known)
                ? new DashboardAnswer(known, DashboardAnswer.Immutable)
                : JsonAnswer.Problem(ProblemKind.NoSuchRoute, "No such file", "The dashboard has no file of that name; load it anew.")));
}
