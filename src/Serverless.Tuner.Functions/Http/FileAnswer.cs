using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Answers with a file that somebody else wrote: a browser saves it, and runs nothing that is in it.</summary>
/// <param name="content">The content; closed afterwards.</param>
/// <param name="bytes">How long it is.</param>
/// <param name="name">What it is called; of letters that need no quoting.</param>
/// <param name="contentType">What it is.</param>
internal sealed class FileAnswer(Stream content, long bytes, string name, string contentType) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using var source = content;
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        response.ContentLength = bytes;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        await source.CopyToAsync(response.Body, context.HttpContext.RequestAborted);
    }
}
