using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Sends a browser to a page of the dashboard.</summary>
/// <param name="location">Its address, relative to the one that was asked for: the app may be below a path of another server.</param>
internal sealed class PlaceAnswer(string location) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status302Found;
        response.Headers.Location = location;
        response.Headers.CacheControl = DashboardAnswer.Revalidated;
        response.Headers.XContentTypeOptions = "nosniff";
        return Task.CompletedTask;
    }
}
