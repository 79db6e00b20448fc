using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Functions.Results;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Trials over HTTP: a page of them, one with its reports, its log, the best.</summary>
public sealed class TrialFunctions(StudyStore store, TrialAttributes attributes, TrialPages pages, StudyViews views, ApiGate gate)
{
    private const string Studies = "v1/tuner/studies/{name}";

    /// <summary>Lists trials, in an order and of a state.</summary>
    [Function("ListTrials")]
    public Task<IActionResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies + "/trials")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (limit, state, order) = (query.Int("limit", 1, 1000, 100), query.State<TrialState>("state"), query.Order("sort"));
            var after = query.After("after", order.TryRead);
            var fields = SparseFields.Read<TrialView>(query);
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The trials cannot be listed", query.Errors);
            // One more than asked for tells whether there is a next page.
            if (StudyName.TryParse(name) is not { } known
                || await pages.ReadAsync(known, state, order, after, limit + 1, cancellationToken) is not { } items)
                return JsonAnswer.NoStudy(name);
            var next = items.Length > limit ? order.CursorOf(items[limit - 1]) : null;
            var shown = await attributes.AddToAsync(known, [.. items.Take(limit)], cancellationToken);
            var study = await store.FindWarmAsync(known, cancellationToken);
            var hidden = study is null ? new HashSet<int>() : SpaceEditing.HiddenOf(study);
            var listed = await views.WithRunsAsync(study, [.. shown.Select(t => views.View(t, hidden))], cancellationToken);
            return JsonAnswer.Page(listed, next, fields);
        });

    /// <summary>Shows one trial with its intermediate values.</summary>
    [Function("GetTrial")]
    public Task<IActionResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies + "/trials/{number}")] HttpRequest request, string name,
        string number, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            if (Query.RefusalOfAny(request, "The trial cannot be shown") is { } refusal) return refusal;
            if (await FindAsync(name, cancellationToken) is not { } study) return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n
                || await store.FindTrialAsync(study.Name, n, cancellationToken) is not var (trial, reports))
                return JsonAnswer.NoTrial(name, number);
            var noted = await attributes.AddToAsync(study.Name, [trial], cancellationToken);
            var view = views.View(noted[0], SpaceEditing.HiddenOf(study), reports);
            return JsonAnswer.Ok((await views.WithRunsAsync(study, [view], cancellationToken))[0]);
        });

    /// <summary>Shows the end of what the last attempt at a trial wrote.</summary>
    [Function("GetTrialLog")]
    public Task<IActionResult> LogAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies + "/trials/{number}/log")] HttpRequest request, string name,
        string number, CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            if (Query.RefusalOfAny(request, "The log cannot be shown") is { } refusal) return refusal;
            if (await FindAsync(name, cancellationToken) is not { } study) return JsonAnswer.NoStudy(name);
            if (Query.Number(number) is not { } n || await store.FindTrialAsync(study.Name, n, cancellationToken) is not var (trial, _))
                return JsonAnswer.NoTrial(name, number);
            if (await store.FindLogAsync(study.Name, n, cancellationToken) is { } log)
                return JsonAnswer.Ok(new TrialLogView(n, log.Attempt, log.Text, log.IsCut));
            var why = trial.HasEnded ? "wrote nothing" : "has written nothing yet, or not long enough ago";
            return JsonAnswer.Problem(ProblemKind.NoLog, "No log", $"Trial {n} of study '{name}' {why}.");
        });

    /// <summary>The best complete trials, best first; with several directions those on the Pareto front, by one of the values or from the
    /// front's knee on where that is asked for.</summary>
    [Function("GetBest")]
    public Task<IActionResult> BestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Studies + "/best")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (count, by) = (query.Int("count", 1, 1000, 1), query.Text("by"));
            if (query.Errors.Count > 0) return JsonAnswer.Invalid("The best trials cannot be shown", query.Errors);
            if (StudyName.TryParse(name) is not { } known
                || await store.FindWithTrialsAsync(known, cancellationToken) is not var (study, all))
                return JsonAnswer.NoStudy(name);
            if (by is not null && BestBy.WrongWith(study.Spec, by) is { } wrong) return JsonAnswer.Invalid(BestBy.NotShown, [wrong]);
            var hidden = SpaceEditing.HiddenOf(study);
            var shown = all.Where(t => !hidden.Contains(t.Number));
            var best = await attributes.AddToAsync(known, [.. FrontChoice.Of(study.Spec, shown, by).Take(count)], cancellationToken);
            return JsonAnswer.Ok(new PageView<TrialView>(
                await views.WithRunsAsync(
                    study,
                    [.. best.Select(t => views.View(t with { Parameters = SpaceEditing.PointNow(study, t.Number, t.Parameters) }, hidden))],
                    cancellationToken),
                null));
        });

    private async Task<Study?> FindAsync(string name, CancellationToken cancellationToken) =>
        StudyName.TryParse(name) is { } known ? await store.ReadAsync(known, cancellationToken) : null;
}
