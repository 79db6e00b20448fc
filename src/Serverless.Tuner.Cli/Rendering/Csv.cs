namespace Serverless.Tuner.Cli.Rendering;

/// <summary>What commands show in tables, as CSV: whole, with columns named as the API's fields.</summary>
internal static class Csv
{
    private static readonly string[] s_aboutTrials =
    [
        "reason", "lastStep", "costUsd", "attempt", "worker", "enqueued", "createdAt", "startedAt", "endedAt", "durationSeconds",
    ];

    public static CsvTable Studies(IEnumerable<StudySummary> studies)
    {
        var table = new CsvTable(
            "name", "id", "state", "stopReason", "waiting", "error", "objective", "trials", "complete", "pruned", "failed", "running",
            "bestValue", "spentUsd", "reservedUsd", "limitUsd", "createdAt", "startedAt", "position", "priority");
        foreach (var study in studies)
            table.Add(
                study.Name, study.Id, study.State, study.StopReason, study.Waiting?.For, study.Error, study.Objective, study.Trials,
                study.Counts.Complete, study.Counts.Pruned, study.Counts.Failed, study.Counts.Running, study.BestValue,
                study.Ledger.SpentUsd, study.Ledger.ReservedUsd, study.Ledger.LimitUsd, study.CreatedAt, study.StartedAt,
                study.Waiting?.Position, study.Priority);
        return table;
    }

    /// <summary>Trials, with a column for each value, parameter, metric, constraint and attribute that any of them has.</summary>
    public static CsvTable Trials(IReadOnlyCollection<TrialView> trials, StudySpec study)
    {
        var values = study.Directions.Count == 1 ? ["value"] : ValueNames.Of(study).Select(name => $"values.{name}").ToArray();
        var parameters = Keys(trials, trial => trial.Parameters.Keys);
        var metrics = Keys(trials, trial => trial.Metrics?.Keys);
        var constraints = Keys(trials, trial => trial.Constraints?.Keys);
        var attributes = Keys(trials, trial => trial.Attributes?.Keys);
        var table = new CsvTable([
            "number", "state", .. values, .. Named("parameters", parameters), .. Named("metrics", metrics),
            .. Named("constraints", constraints), .. s_aboutTrials, .. Named("attributes", attributes)]);
        foreach (var trial in trials)
            table.Add([
                trial.Number, trial.State, .. values.Select((_, i) => (object?)(trial.Values?.Count > i ? trial.Values[i] : null)),
                .. parameters.Select(name => Get(trial.Parameters, name)), .. metrics.Select(name => Get(trial.Metrics, name)),
                .. constraints.Select(name => Get(trial.Constraints, name)), trial.Reason, trial.LastStep, trial.CostUsd, trial.Attempt,
                trial.Worker, trial.Enqueued, trial.CreatedAt, trial.StartedAt, trial.EndedAt, trial.DurationSeconds,
                .. attributes.Select(name => Get(trial.Attributes, name))]);
        return table;
    }

    public static CsvTable Failures(IEnumerable<FailureView> failures)
    {
        var table = new CsvTable("reason", "count", "study", "inStudy", "trials", "lastAt", "example");
        foreach (var failure in failures)
            foreach (var study in failure.Studies)
                table.Add(
                    failure.Reason, failure.Count, study.Name, study.Count, string.Join(' ', study.Trials), failure.LastAt,
                        failure.Example);
        return table;
    }

    public static CsvTable Memory(IEnumerable<MemoryView> entries)
    {
        var table = new CsvTable("id", "name", "endedAt", "objective", "trials", "bestValue", "costPerTrialUsd", "trialSeconds");
        foreach (var entry in entries)
            table.Add(
                entry.Id, entry.Name, entry.EndedAt, entry.Objective, entry.Trials,
                entry.BestValues is { Count: > 0 } values ? values[0] : null, entry.CostPerTrialUsd, entry.TrialSeconds);
        return table;
    }

    public static CsvTable Reports(TrialView trial)
    {
        var reports = trial.Reports ?? [];
        var count = reports.Select(report => report.Values?.Count ?? 1).DefaultIfEmpty(1).Max();
        string[] values = count == 1 ? ["value"] : [.. Enumerable.Range(0, count).Select(i => $"values.{i}")];
        var table = new CsvTable(["step", .. values, "costUsd"]);
        foreach (var report in reports)
        {
            var vector = report.Values ?? [report.Value];
            table.Add([report.Step, .. values.Select((_, i) => (object?)(i < vector.Count ? vector[i] : null)), report.CostUsd]);
        }

        return table;
    }

    public static CsvTable Given(IReadOnlyCollection<SuggestedTrialView> trials)
    {
        var parameters = trials.SelectMany(trial => trial.Parameters.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var table = new CsvTable(["number", "attempt", "lease", "leaseUntil", .. Named("parameters", parameters)]);
        foreach (var trial in trials)
            table.Add([
                trial.Number, trial.Attempt, trial.Lease, trial.LeaseUntil, .. parameters.Select(name => Get(trial.Parameters, name))]);
        return table;
    }

    public static CsvTable Artifacts(IEnumerable<ArtifactView> files)
    {
        var table = new CsvTable("file", "bytes", "sha256", "contentType", "attempt", "createdAt");
        foreach (var file in files) table.Add(file.File, file.Bytes, file.Sha256, file.ContentType, file.Attempt, file.CreatedAt);
        return table;
    }

    public static CsvTable Keys(IEnumerable<KeyView> keys)
    {
        var table = new CsvTable(
            "id", "name", "scope", "createdAt", "expiresAt", "revokedAt", "lastUsedAt", "allowanceUsd", "allowanceLeftUsd",
            "maxStudies");
        foreach (var key in keys)
            table.Add(
                key.Id, key.Name, key.Scope, key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.LastUsedAt, key.Allowance?.TotalUsd,
                key.Allowance?.LeftUsd, key.MaxStudies);
        return table;
    }

    public static CsvTable Budgets(IEnumerable<BudgetView> budgets)
    {
        var table = new CsvTable(
            "name", "limitUsd", "period", "periodStart", "periodEnd", "maxStudies", "spentUsd", "reservedUsd", "freeUsd", "overrunUsd",
            "createdAt");
        foreach (var budget in budgets)
            table.Add(
                budget.Name, budget.LimitUsd, budget.Period, budget.PeriodStart, budget.PeriodEnd, budget.MaxStudies, budget.SpentUsd,
                budget.ReservedUsd, budget.FreeUsd, budget.OverrunUsd, budget.CreatedAt);
        return table;
    }

    public static CsvTable Pairs(string name, string value, IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var table = new CsvTable(name, value);
        foreach (var pair in pairs) table.Add(pair.Key, pair.Value);
        return table;
    }

    public static CsvTable Differences(IEnumerable<SpecDifference> fields, string a, string b)
    {
        var table = new CsvTable("field", a, b);
        foreach (var field in fields) table.Add(field.Field, field.A, field.B);
        return table;
    }

    private static string[] Keys(IEnumerable<TrialView> trials, Func<TrialView, IEnumerable<string>?> keys) =>
        [.. trials.SelectMany(trial => keys(trial) ?? []).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Named(string what, IEnumerable<string> names) => names.Select(name => $"{what}.{name}");

    private static object? Get<T>(IReadOnlyDictionary<string, T>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
