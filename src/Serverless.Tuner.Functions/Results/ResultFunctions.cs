using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Results;

/// <summary>What studies have come to, over HTTP: the result of one, and why trials failed in many.</summary>
public sealed class ResultFunctions(StudyStore store, StudyResults results, FailureSummary failures, ApiGate gate)
{
    /// <summary>The parameters to use, and what they have cost: the best trial's, or the defaults while no trial is complete.</summary>
    [Function("GetResult")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/studies/{name}/result")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var by = query.Text("by");
            if (query.Errors.Count > 0) return JsonAnswer.Invalid(BestBy.NotShown, query.Errors);
            if (StudyName.TryParse(name) is not { } known) return JsonAnswer.NoStudy(name);
            if (by is not null && await store.ReadAsync(known, cancellationToken) is { } study
                && BestBy.WrongWith(study.Spec, by) is { } wrong)
                return JsonAnswer.Invalid(BestBy.NotShown, [wrong]);
            return await results.FindAsync(known, by, cancellationToken) is var (_, result)
                ? JsonAnswer.Ok(result)
                : JsonAnswer.NoStudy(name);
        });

    /// <summary>Why trials failed over all studies, or those with some tags: by reason, the most frequent first.</summary>
    [Function("ListFailures")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/failures")] HttpRequest request,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (limit, tags) = (query.Int("limit", 1, 1000, 20), query.Tags("tag"));
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The failures cannot be listed", query.Errors);
            return JsonAnswer.Ok(await failures.FindAsync(new StudyFilter { Tags = tags }, limit, cancellationToken));
        });
}
