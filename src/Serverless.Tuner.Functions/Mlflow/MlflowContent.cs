using System.Globalization;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>What the runs of a study say. It is the same whenever it is made of the same rows, so that it may be sent twice.</summary>
/// <param name="study">The study.</param>
/// <param name="app">Where its app is reached; null where that is not known.</param>
internal sealed class MlflowContent(Study study, Uri? app)
{
    private const string Yes = "true", No = "false";
    private const string Value = "best_value";

    private readonly IReadOnlyList<string> _names = ValueNames.Of(study.Spec);
    private readonly SecretValues _secrets = SecretValues.Of(study.Spec.Objective);

    /// <summary>The study's own run, to be created.</summary>
    public JsonObject New(string experiment) => New(
        experiment, MlflowNames.RunOf(study), study.StartedAt ?? study.CreatedAt, Page(""),
        [(MlflowNames.Key, MlflowNames.KeyOf(study)), ("sampler", study.Spec.Sampler.Type), ("pruner", study.Spec.Pruner.Type)]);

    /// <summary>A trial's run, to be created.</summary>
    public JsonObject New(string experiment, string parent, Trial trial) => New(
        experiment, MlflowNames.RunOf(study, trial), trial.StartedAt ?? trial.CreatedAt, Page($"/trials/{Text(trial.Number)}"),
        [
            (MlflowNames.Key, MlflowNames.KeyOf(study, trial.Number)), ("mlflow.parentRunId", parent),
            ("trial_number", Text(trial.Number)), (MlflowNames.IsBest, No), ("status", Text(trial.State)),
        ]);

    /// <summary>What a trial came to.</summary>
    public MlflowItems Of(Trial trial, IReadOnlyList<Report> reports)
    {
        var (items, outcome) = (new MlflowItems(), trial.Outcome);
        foreach (var (name, value) in EvaluatedPoint.Of(study.Spec, trial.Parameters)) items.AddParameter(name, Hide(value.ToString()));
        AddMetrics(items, trial, reports);
        items.AddTag("attempts", Text(trial.Attempt));
        if (outcome.Reason is { Length: > 0 } reason) items.AddTag("reason", Hide(reason));
        if (trial.Worker is { } worker) items.AddTag("worker", Hide(worker));
        foreach (var (name, text) in outcome.Attributes ?? NoTexts) items.AddTag($"attribute.{name}", Hide(text));
        return items;
    }

    /// <summary>What the study's run says when another trial is the best.</summary>
    public MlflowItems OfBest(Trial best, string run)
    {
        var items = new MlflowItems();
        if (best.Outcome.Values is [var value, ..]) items.AddMetric(Value, value, best.Number, best.EndedAt ?? best.CreatedAt);
        items.AddTag("best_trial", Text(best.Number));
        items.AddTag("best_run_id", run);
        foreach (var (name, parameter) in EvaluatedPoint.Of(study.Spec, best.Parameters))
            items.AddTag($"best.{name}", Hide(parameter.ToString()));
        return items;
    }

    /// <summary>What the study's run says when the study has ended.</summary>
    /// <param name="hasParameters">Whether it has parameters, which MLflow would not change.</param>
    public MlflowItems OfEnd(bool hasParameters)
    {
        var (items, ended) = (new MlflowItems(), study.EndedAt ?? study.CreatedAt);
        if (study.Result is { Trial: { } best } result)
        {
            if (!hasParameters)
                foreach (var (name, value) in result.Parameters) items.AddParameter(name, Hide(value.ToString()));
            for (var i = 0; i < (result.Values?.Count ?? 0) && _names.Count > 1; i++)
                items.AddMetric($"best_{_names[i]}", result.Values![i], best, ended);
            items.AddTag("best_trial", Text(best));
        }

        items.AddMetric("n_trials_completed", study.Complete, study.Ended, ended);
        items.AddMetric("n_trials_pruned", study.Pruned, study.Ended, ended);
        items.AddMetric("n_trials_failed", study.Failed, study.Ended, ended);
        items.AddMetric("cost_usd", (double)study.Spent.Usd, study.Ended, ended);
        items.AddMetric("duration_seconds", Math.Max(0, (ended - (study.StartedAt ?? ended)).TotalSeconds), study.Ended, ended);
        if (study.StopReason is { } reason) items.AddTag("stop_reason", Text(reason));
        if (study.Error is { } error) items.AddTag("error", Hide(error));
        foreach (var (name, text) in study.Spec.Tags ?? NoTexts) items.AddTag($"tag.{name}", Hide(text));
        return items;
    }

    private static IReadOnlyDictionary<string, double> Nothing { get; } = new Dictionary<string, double>();

    private static IReadOnlyDictionary<string, string> NoTexts { get; } = new Dictionary<string, string>();

    private void AddMetrics(MlflowItems items, Trial trial, IReadOnlyList<Report> reports)
    {
        var (began, ended, step) = (trial.StartedAt ?? trial.CreatedAt, trial.EndedAt ?? trial.CreatedAt, trial.LastStep ?? 0);
        // Of values at one step the later one counts, which is the outcome's.
        foreach (var report in reports)
            foreach (var (name, value) in _names.Zip(report.Vector)) items.AddMetric(name, value, report.Step, began);
        foreach (var (name, value) in _names.Zip(trial.Outcome.Values ?? [])) items.AddMetric(name, value, step, ended);
        foreach (var (name, value) in trial.Outcome.Metrics ?? Nothing)
            if (!_names.Contains(name)) items.AddMetric(name, value, step, ended);
        foreach (var (name, value) in trial.Outcome.Constraints ?? Nothing) items.AddMetric($"constraint.{name}", value, step, ended);
        items.AddMetric("cost_usd", (double)trial.Cost.Usd, step, ended);
        items.AddMetric("duration_seconds", Math.Max(0, (ended - began).TotalSeconds), step, ended);
    }

    private JsonObject New(
        string experiment, string name, DateTimeOffset startedAt, string? page, IReadOnlyList<(string Key, string Value)> own)
    {
        List<(string Key, string Value)> tags =
            [.. own, ("study", study.Name), ("automl", Yes), ("mlflow.source.name", "serverless-tuner"), ("mlflow.source.type", "JOB")];
        if (page is not null) tags.AddRange([("link", page), ("mlflow.note.content", $"[{name}]({page})")]);
        return new JsonObject
        {
            ["experiment_id"] = experiment,
            ["run_name"] = name,
            ["start_time"] = startedAt.ToUnixTimeMilliseconds(),
            ["tags"] = new JsonArray([.. tags.Select(tag => new JsonObject
            {
                ["key"] = tag.Key,
                ["value"] = MlflowText.Value(tag.Value, MlflowText.TagBytes),
            })]),
        };
    }

    /// <summary>A page of the dashboard.</summary>
    private string? Page(string below) => app is null ? null : $"{app.AbsoluteUri.TrimEnd('/')}/#/studies/{study.Name}{below}";

    private string Hide(string text) => _secrets.Hide(text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text<T>(T state)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
