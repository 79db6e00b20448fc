using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Functions.Analysis;

namespace Serverless.Tuner.Functions.Http;

/// <summary>The analysis of studies over HTTP: what is seen of one, hints, and several side by side.</summary>
public sealed class AnalysisFunctions(AnalysisAnswers answers, ApiGate gate)
{
    private const string Study = "v1/tuner/studies/{name}";
    private const string Metric = "metric";

    /// <summary>How a study went: the best so far, each trial's value, time and money, intermediate values.</summary>
    [Function("GetHistory")]
    public Task<IActionResult> HistoryAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Study + "/history")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            return await answers.AnswerAsync(
                request, query, name, "history", query.Text(Metric), answers.HistoryAsync, cancellationToken);
        });

    /// <summary>Trials with their parameters, for slices, ranks, contours and parallel coordinates, and the correlations between them.
    /// </summary>
    [Function("GetScatter")]
    public Task<IActionResult> ScatterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Study + "/scatter")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (metric, shape) = (query.Text(Metric), query.State<ScatterShape>("shape") ?? ScatterShape.Scatter);
            return await answers.AnswerAsync(
                request, query, name, $"scatter {shape}", metric, study => Done(StudyAnalysis.Scatter(study, shape)), cancellationToken);
        });

    /// <summary>How important each parameter is for a value, and each pair of parameters.</summary>
    [Function("GetImportance")]
    public Task<IActionResult> ImportanceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Study + "/importance")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (metric, method) = (query.Text(Metric), query.State<ImportanceMethod>("method") ?? ImportanceMethod.PedAnova);
            return await answers.AnswerAsync(
                request, query, name, $"importance {method}", metric, study => Done(StudyAnalysis.Importance(study, method)),
                cancellationToken);
        });

    /// <summary>The trials of which no other is better in every value, the hypervolume that they dominate, and how that grew.</summary>
    [Function("GetPareto")]
    public Task<IActionResult> ParetoAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Study + "/pareto")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => PlainAsync(request, name, "pareto", StudyAnalysis.Pareto, cancellationToken));

    /// <summary>What is noteworthy about a study, and what to do about it.</summary>
    [Function("GetHints")]
    public Task<IActionResult> HintsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Study + "/hints")] HttpRequest request, string name,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, () => PlainAsync(request, name, "hints", StudyAnalysis.Hints, cancellationToken));

    /// <summary>Studies side by side: the best so far, how values are distributed, importances, money, the best parameters.</summary>
    [Function("CompareStudies")]
    public Task<IActionResult> CompareAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/tuner/compare")] HttpRequest request,
        CancellationToken cancellationToken) =>
        gate.RunAsync(request, KeyScope.Read, async () =>
        {
            var query = new Query(request);
            var (names, metric) = (query.Texts("study"), query.Text(Metric));
            return await answers.CompareAsync(request, query, names, metric, cancellationToken);
        });

    private async Task<IActionResult> PlainAsync(
        HttpRequest request, string name, string what, Func<AnalysedStudy, object> analyse, CancellationToken cancellationToken) =>
        await answers.AnswerAsync(
            request, new Query(request), name, what, metric: null, study => Done(analyse(study)), cancellationToken);

    private static Task<object> Done(object view) => Task.FromResult(view);
}
