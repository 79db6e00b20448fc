using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.Planning;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Functions.Http;

/// <summary>What a study would come to, over HTTP.</summary>
public sealed class PlanFunctions(StudyStore store, StudyLaunch launch, StudyCatalogs catalogs, SharedBudgets budgets, ApiGate gate)
{
    /// <summary>Says what a study would come to: trials, money, time, and what is likely wrong. Nothing is stored.</summary>
    [Function("PlanStudy")]
    public Task<IActionResult> PlanAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/tuner/plan")] HttpRequest request,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async caller =>
        {
            var body = await RequestBody.ReadAsync(request, StudySpecParser.MaxBytes, cancellationToken);
            var (spec, refusal) = await launch.ReadAsync(caller, body, cancellationToken);
            if (spec is null) return refusal!;
            var similar = await store.FindSimilarAsync(spec, all: true, cancellationToken);
            if (similar.Errors.Count > 0) return JsonAnswer.Invalid(StudyLaunch.Title, similar.Errors);
            var left = await budgets.FreeAsync(spec, cancellationToken);
            return JsonAnswer.Ok(StudyPlanner.Plan(spec, similar.Ranked, similar.From, catalogs, (double?)left?.Usd));
        });
}
