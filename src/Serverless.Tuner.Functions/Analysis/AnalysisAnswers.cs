using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Serverless.Tuner.Core.Analysis;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Functions.Http;

namespace Serverless.Tuner.Functions.Analysis;

/// <summary>Answers what is asked of the analysis of studies: once for each version of a study, and not at all to who has it.</summary>
public sealed class AnalysisAnswers
{
    private const string NotShown = "The analysis cannot be shown";
    private readonly StudyStore _store;
    private readonly StudyObserver _observer;
    private readonly AnalysisCache _cache;

    internal AnalysisAnswers(StudyStore store, StudyObserver observer, AnalysisCache cache) =>
        (_store, _observer, _cache) = (store, observer, cache);

    /// <summary>Answers a question about one study.</summary>
    /// <param name="request">The request.</param>
    /// <param name="query">Its parameters, as far as they were read.</param>
    /// <param name="name">The study.</param>
    /// <param name="what">What is asked, with all that the answer depends on but the study.</param>
    /// <param name="metric">The value that it is asked of; the first one when null.</param>
    /// <param name="analyse">Answers it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<JsonAnswer> AnswerAsync(
        HttpRequest request, Query query, string name, string what, string? metric, Func<AnalysedStudy, Task<object>> analyse,
        CancellationToken cancellationToken)
    {
        if (query.Errors.Count > 0) return JsonAnswer.Invalid(NotShown, query.Errors);
        if (StudyName.TryParse(name) is not { } known || await FindAsync(known, cancellationToken) is not { } found)
            return JsonAnswer.NoStudy(name);
        return WrongMetric(found.Study, metric)
            ?? await AnswerAsync(
                request, $"{what}\n{known}\n{metric}", found.Tag,
                async () => await analyse((await AnalysedAsync(found, metric))!), cancellationToken);
    }

    /// <summary>Answers a question about several studies.</summary>
    internal async Task<JsonAnswer> CompareAsync(
        HttpRequest request, Query query, IReadOnlyList<string> names, string? metric, CancellationToken cancellationToken)
    {
        if (names.Count is < 2 or > StudyAnalysis.MostCompared || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            query.Error("study", $"must be there 2 to {StudyAnalysis.MostCompared} times, each with another study");
        if (query.Errors.Count > 0) return JsonAnswer.Invalid("The studies cannot be compared", query.Errors);
        var found = new List<Found>();
        foreach (var name in names)
        {
            if (StudyName.TryParse(name) is not { } known || await FindAsync(known, cancellationToken) is not { } study)
                return JsonAnswer.NoStudy(name);
            found.Add(study);
        }

        // Studies compare by the first value of the first one, if nothing else is asked for.
        var compared = metric ?? ValueNames.Of(found[0].Study.Spec)[0];
        var missing = found.Select(study => metric is null ? NotShared(study.Study, found[0].Study) : WrongMetric(study.Study, metric))
            .FirstOrDefault(wrong => wrong is not null);
        var tag = $"\"{string.Join('_', found.Select(study => study.Tag.Trim('"')))}\"";
        return missing ?? await AnswerAsync(
            request, $"compare\n{string.Join('\n', names)}\n{metric}", tag,
            async () => StudyAnalysis.Compare([.. (await Task.WhenAll(found.Select(study => AnalysedAsync(study, compared))))!]),
            cancellationToken);
    }

    /// <summary>The history of a study, with its curves.</summary>
    internal async Task<object> HistoryAsync(AnalysedStudy study)
    {
        var history = StudyAnalysis.History(study);
        var curves = await StudyCurvesReader.ReadAsync(_store, study, CancellationToken.None);
        // Trials that reported numbers have no curve of another value than the first.
        var all = curves.Count == 0 ? 0 : history.CurveCounts.Of;
        return history with { Curves = curves, CurveCounts = new ShownCounts(curves.Count, all) };
    }

    private async Task<JsonAnswer> AnswerAsync(
        HttpRequest request, string key, string tag, Func<Task<object>> analyse, CancellationToken cancellationToken)
    {
        if (StudyTag.IsKnown(request, tag)) return JsonAnswer.NotModified(tag);
        var answer = await _cache.GetAsync(
            key, tag, async () => JsonSerializer.SerializeToUtf8Bytes(await analyse(), TunerJson.Options), cancellationToken);
        return new JsonAnswer(StatusCodes.Status200OK, answer) { ETag = tag };
    }

    private async Task<Found?> FindAsync(StudyName name, CancellationToken cancellationToken)
    {
        if (await _observer.ReadAsync(name, cancellationToken) is not var (study, version)) return null;
        var declared = await _store.DeclaredAsync(study, cancellationToken);
        // What trials declare is not on the study's row, and only ever becomes more.
        var tag = StudyTag.Of(study, declared is null ? version : $"{version}-{declared.Count}");
        return new Found(study, declared is null ? SearchSpace.Of(study.Spec) : SearchSpace.Open(declared), tag);
    }

    private async Task<AnalysedStudy?> AnalysedAsync(Found found, string? metric) => AnalysedStudy.Of(
        found.Study, await _observer.TrialsAsync(found.Study.Name, CancellationToken.None) ?? [], found.Space, metric);

    private static JsonAnswer? WrongMetric(Study study, string? metric)
    {
        var names = ValueNames.Of(study.Spec);
        if (metric is null || names.Contains(metric)) return null;
        var known = string.Join(" or ", names.Select(name => $"'{name}'"));
        var wrong = $"must be {known} of study '{study.Name}', not '{Query.Shown(metric)}'{DidYouMean.Hint(metric, names)}";
        return JsonAnswer.Invalid(NotShown, [new FieldError("?metric", wrong)]);
    }

    /// <summary>Nobody has named a value: what is wrong is which studies stand side by side.</summary>
    private static JsonAnswer? NotShared(Study study, Study first)
    {
        var (names, compared) = (ValueNames.Of(study.Spec), ValueNames.Of(first.Spec)[0]);
        if (names.Contains(compared)) return null;
        var known = string.Join(" and ", names.Select(name => $"'{name}'"));
        return JsonAnswer.Invalid("The studies cannot be compared", [new FieldError(
            "?study", $"'{study.Name}' has {known}, and no '{compared}', by which '{first.Name}' is compared; "
                + "?metric names a value that all have")]);
    }

    private sealed record Found(Study Study, SearchSpace Space, string Tag);
}
