using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.EmbeddedHost.Tests.Functions;

public sealed class HttpFunctions(Ledger ledger)
{
    [Function("Greet")]
    public static IActionResult Greet(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}/{times:int?}")] HttpRequest request, string name,
        int? times) =>
        new OkObjectResult(new { Greeting = $"hello {name}", Times = times, Query = request.Query["q"].ToString() });

    [Function("Number")]
    public static IActionResult Number(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "number/{value}")] HttpRequest request, int value) =>
        new OkObjectResult(value + request.Path.Value!.Length);

    [Function("Put")]
    public async Task<IActionResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", "post", Route = "things")] HttpRequest request, CancellationToken cancellation)
    {
        var text = await new StreamReader(request.Body).ReadToEndAsync(cancellation);
        ledger.Lines.Enqueue(text);
        return new ObjectResult(new { text }) { StatusCode = 201 };
    }

    [Function("Start")]
    public static async Task<IActionResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sums/{number}")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        FunctionContext context,
        int number)
    {
        var id = await client.ScheduleNewOrchestrationInstanceAsync("Sum", number, context.CancellationToken);
        return new AcceptedResult($"{request.Path}/{id}", new { id, function = context.FunctionDefinition.Name });
    }

    [Function("Fail")]
    public static IActionResult Fail([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fail")] HttpRequest request) =>
        throw new InvalidOperationException($"a secret of {request.Path}");

    [Function("Plain")]
    public static ContentResult Plain([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        new() { Content = request.Method, ContentType = "text/plain", StatusCode = 200 };

    [Function("Hang")]
    public async Task<IActionResult> HangAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hang")] HttpRequest request, CancellationToken cancellation)
    {
        ledger.Count("hanging");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }
        catch (OperationCanceledException)
        {
            ledger.Count("hung up");
            throw;
        }

        return new OkObjectResult(request.Path);
    }
}

/// <summary>Asks for what no trigger gives.</summary>
public static class Unbindable
{
    [Function("Unbindable")]
    public static IActionResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, Stream stream) =>
        new OkObjectResult($"{request}{stream}");
}
