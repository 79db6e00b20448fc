using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What is kept of studies that have ended, over HTTP: list, get, forget.</summary>
public sealed class MemoryFunctions(MemoryStore memory, ApiGate gate)
{
    private const string Memory = "v1/tuner/memory";

    /// <summary>Lists what is kept of studies that have ended, without their points, the study that was created first first.</summary>
    [Function("ListMemory")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Memory)] HttpRequest request, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var limit = query.Int("limit", 1, 1000, 100);
            var after = query.After("after", text => PageCursor.TryRead(text) is ["memory", var id] ? IdOf(id) : null);
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The memory cannot be listed", query.Errors);
            var page = await memory.ListAsync(after, limit, cancellationToken);
            var next = page.Next is { } last ? PageCursor.Of("memory", last) : null;
            return JsonAnswer.Page([.. page.Items.Select(View)], next, fields: null);
        });

    /// <summary>Shows what is kept of one study.</summary>
    [Function("GetMemory")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Memory + "/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
            IdOf(id) is { } known && await memory.FindAsync(known, cancellationToken) is { } entry
                ? JsonAnswer.Ok(View(entry) with
                {
                    Best = [.. entry.Best.Select(point => new MemoryPointView(point.Parameters, point.Values))],
                    SearchSpace = entry.Fingerprint.Space,
                })
                : None(id));

    /// <summary>Forgets a study: no other learns from it any more. The study itself stays; when it goes on, its next end is kept.</summary>
    [Function("ForgetMemory")]
    public Task<IActionResult> ForgetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = Memory + "/{id}")] HttpRequest request, string id,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Write, async () =>
            IdOf(id) is { } known && await memory.ForgetAsync(known, cancellationToken) ? JsonAnswer.NoContent() : None(id));

    private static JsonAnswer None(string id) =>
        JsonAnswer.Problem(ProblemKind.NoSuchMemory, "Nothing is kept", $"The memory keeps nothing of a study with the id '{id}'.");

    private static Guid? IdOf(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static MemoryView View(MemoryEntry entry) => new()
    {
        Id = entry.Id,
        Name = entry.Name,
        EndedAt = entry.EndedAt,
        Objective = entry.Objective,
        Directions = entry.Fingerprint.Directions,
        ValueNames = entry.Fingerprint.ValueNames,
        Tags = entry.Fingerprint.Tags,
        Data = entry.Fingerprint.Data,
        Trials = entry.Trials,
        CostPerTrialUsd = entry.Cost is { } cost ? new Money((long)cost.Median).Usd : null,
        TrialSeconds = entry.Seconds?.Median,
        BestValues = entry.BestValues,
    };
}
