using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What the API is, for programs and for people; anyone may read it.</summary>
public sealed class ApiDocumentFunctions(ApiGate gate)
{
    private static readonly Lazy<byte[]> Document = new(Read);
    private static readonly Lazy<byte[]> Page = new(() => Encoding.UTF8.GetBytes(ApiPage.Of(Document.Value)));

    /// <summary>The API as an OpenAPI document.</summary>
    [Function("GetOpenApi")]
    public Task<IActionResult> DocumentAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/openapi.json")] HttpRequest request) =>
        gate.OpenAsync(request, () => Task.FromResult<IActionResult>(JsonAnswer.Ok(Document.Value)));

    /// <summary>The same as a page to read.</summary>
    [Function("GetDocs")]
    public Task<IActionResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/docs")] HttpRequest request) =>
        gate.OpenAsync(request, () =>
        {
            var headers = request.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = ApiPage.Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.FromResult<IActionResult>(new JsonAnswer(StatusCodes.Status200OK, Page.Value, "text/html; charset=utf-8"));
        });

    private static byte[] Read()
    {
        using var stream = typeof(ApiDocumentFunctions).Assembly.GetManifestResourceStream("openapi.json")!;
        var document = new byte[stream.Length];
        stream.ReadExactly(document);
        return document;
    }
}
