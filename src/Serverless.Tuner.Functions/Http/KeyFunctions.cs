using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Keys over HTTP: make, list, revoke.</summary>
public sealed class KeyFunctions(KeyStore store, TimeProvider time, ApiGate gate)
{
    private const string Keys = "v1/tuner/keys";
    private const int MaxBytes = 4 * 1024;

    /// <summary>Makes a key, and shows it this once.</summary>
    [Function("CreateKey")]
    public Task<IActionResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Keys)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Admin, async () =>
        {
            var body = await RequestBody.ReadAsync(request, MaxBytes, cancellationToken);
            var (wanted, errors) = KeyRequestReader.Read(body, time.GetUtcNow());
            if (wanted is null) return JsonAnswer.Invalid("The key cannot be made", errors);
            var (key, text) = await store.CreateAsync(wanted, cancellationToken);
            request.HttpContext.Response.Headers.CacheControl = "no-store";
            return new JsonAnswer(StatusCodes.Status201Created, View(key) with { Key = text })
            {
                Location = $"/{Keys}/{key.Id}",
                Kept = View(key), // The key itself is stored nowhere.
            };
        });

    /// <summary>Lists all keys, those that have ended among them, without the keys themselves.</summary>
    [Function("ListKeys")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Keys)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Admin, async () =>
            Query.RefusalOfAny(request, "The keys cannot be listed")
            ?? JsonAnswer.Ok(new PageView<KeyView>([.. (await store.ListAsync(cancellationToken)).Select(View)], null)));

    /// <summary>Has a key open nothing any more, within ten seconds; studies that were started with it go on.</summary>
    [Function("RevokeKey")]
    public Task<IActionResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Keys + "/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Admin, async () =>
            id.Length <= 100 && id.All(char.IsAsciiLetterOrDigit) && await store.RevokeAsync(id, cancellationToken)
                ? JsonAnswer.NoContent()
                : JsonAnswer.Problem(ProblemKind.NoSuchKey, "No such key", $"There is no key with the id '{id}'."));

    private static KeyView View(TunerKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Scope = key.Scope,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        LastUsedAt = key.LastUsedAt,
        RevokedAt = key.RevokedAt,
        MaxStudies = key.MaxStudies,
        Allowance = key.Allowance is { } allowance
            ? new AllowanceView
            {
                TotalUsd = allowance.Total.Usd,
                SpentUsd = allowance.Spent.Usd,
                LeftUsd = allowance.Left.Usd,
                Studies = [.. allowance.Layers.Select(layer => new AllowanceStudyView(layer.Study, layer.Amount.Usd))],
            }
            : null,
    };
}
