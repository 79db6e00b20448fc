using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Moving;

/// <summary>Answers with a file that is written while it is sent; a browser saves it, and runs nothing that is in it.</summary>
/// <param name="name">What it is called; of letters that need no quoting.</param>
/// <param name="contentType">What it is.</param>
/// <param name="write">Writes it.</param>
internal sealed class ExportAnswer(string name, string contentType, Func<Stream, CancellationToken, Task> write) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        await write(response.Body, context.HttpContext.RequestAborted);
    }
}
