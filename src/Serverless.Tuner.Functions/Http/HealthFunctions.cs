using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Whether the app is alive, and whether it can work.</summary>
public sealed class HealthFunctions(TunerTables tables, ApiGate gate)
{
    private static readonly string Version = typeof(HealthFunctions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Answers as soon as the process does.</summary>
    [Function("Health")]
    public static IActionResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/health")] HttpRequest request) =>
        JsonAnswer.Ok(new HealthView("ok", Version));

    /// <summary>Answers when the storage does too.</summary>
    [Function("Ready")]
    public Task<IActionResult> ReadyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/ready")] HttpRequest request,
        CancellationToken cancellationToken) =>
        gate.OpenAsync(request, async () =>
        {
            await tables.PingAsync(cancellationToken);
            return JsonAnswer.Ok(new HealthView("ok", Version));
        });
}
