using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>Makes a study of this tuner of one of Optuna's. Every trial keeps its number; what cannot be as it was is said.</summary>
internal sealed class OptunaImport
{
    private const string MetricNames = "study:metric_names";
    private const string Constraints = "constraints";
    private const int MostReports = 8_000;

    private readonly OptunaStudy _study;
    private readonly string _name;
    private readonly MovedSpace _space = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    private OptunaImport(OptunaStudy study, string name) => (_study, _name) = (study, name);

    /// <summary>Makes it.</summary>
    /// <param name="study">The study; with one trial at least.</param>
    /// <param name="name">What it is to be called.</param>
    public static MovedStudy Make(OptunaStudy study, string name) => new OptunaImport(study, name).Make();

    private MovedStudy Make()
    {
        foreach (var (parameter, distribution, value) in _study.Trials.SelectMany(t => t.Parameters))
            _space.Add(parameter, distribution, value);
        List<string> remarks = [.. _space.Make()];
        var constraints = _study.Trials.SelectMany(t => ConstraintsOf(t).Keys).Distinct(StringComparer.Ordinal).ToArray();
        var trials = _study.Trials.Select(t => Trial(t, constraints)).ToArray();
        if (_study.Trials.Index().Any(t => t.Item.Number != t.Index)) remarks.Add("trials are numbered anew: there were gaps");

        var (attributes, areAll) = TextNotes.Fitting(_study.UserAttributes.Select(a =>
            KeyValuePair.Create(a.Key, TextNotes.FromJson(a.Value))));
        if (!areAll) remarks.Add("not all attributes of the study can be kept");
        var study = new JsonObject
        {
            ["name"] = _name,
            ["directions"] = new JsonArray([.. Directions().Select(d => JsonValue.Create(d))]),
            ["trials"] = trials.Length,
        };
        if (constraints.Length > 0) study[Constraints] = new JsonArray([.. constraints.Select(c => JsonValue.Create(c))]);
        if (attributes is not null) study["attributes"] = JsonSerializer.SerializeToNode(attributes, TunerJson.Options);
        if (ValueNames() is { } names) study["valueNames"] = names;
        var declared = _space.PutInto(study, trials);
        remarks.AddRange(_counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} × {c.Key}")));
        remarks.Add("times stand in the database without a zone: they are taken as UTC");
        return new MovedStudy(_name, study, trials, remarks) { Declared = declared };
    }

    private ImportTrial Trial(OptunaTrial trial, string[] constraints)
    {
        var kept = ConstraintsOf(trial);
        var (state, reason) = StateOf(trial, constraints, kept);
        var reports = ReportsOf(trial);
        var (attributes, areAll) = TextNotes.Fitting(trial.UserAttributes.Select(a =>
            KeyValuePair.Create(a.Key, TextNotes.FromJson(a.Value))));
        if (!areAll) Count("trial whose attributes do not all fit");
        return new ImportTrial
        {
            State = state,
            Reason = reason,
            Parameters = trial.Parameters.ToDictionary(p => p.Name, p => _space.Of(p.Name, p.Value), StringComparer.Ordinal),
            Values = state switch
            {
                TrialState.Complete => [.. trial.Values.Values],
                // Optuna tells the last intermediate value, unless the trial has told one.
                TrialState.Pruned when trial.Values.Values.FirstOrDefault(double.NaN) is var value && double.IsFinite(value) => [value],
                TrialState.Pruned when reports.Length > 0 && _study.Directions.Count == 1 => [reports[^1].Value],
                _ => null,
            },
            Reports = reports.Length > 0 ? reports : null,
            Constraints = kept.Count > 0 && kept.Values.All(double.IsFinite) ? kept : null,
            Attributes = attributes,
            StartedAt = trial.Start ?? trial.End,
            EndedAt = trial.End < trial.Start ? trial.Start : trial.End,
        };
    }

    /// <summary>What became of a trial here, and why where that is not what Optuna says.</summary>
    private (TrialState State, string? Reason) StateOf(OptunaTrial trial, string[] constraints, Dictionary<string, double> kept)
    {
        switch (trial.State)
        {
            case "PRUNED": return (TrialState.Pruned, "pruned in Optuna");
            case "FAIL":
                var why = trial.SystemAttributes.GetValueOrDefault("fail_reason");
                return (TrialState.Failed, why is null ? "failed in Optuna" : TextNotes.FromJson(why));
            case "RUNNING" or "WAITING":
                var word = trial.State == "RUNNING" ? "still running" : "waiting";
                return Failed($"trial {word} in Optuna, which failed", $"was {word} in Optuna when it was imported");
            case not "COMPLETE":
                throw new CliException(
                    $"Trial {trial.Number} has the state '{Excerpt.Start(trial.State, 40)}', which Optuna does not know.",
                    ExitCode.InvalidInput);
        }

        if (trial.Values.Count != Directions().Length)
            return Failed("complete trial without all of its values, which failed", "has not all of its values in Optuna");
        if (trial.Values.Values.FirstOrDefault(v => !double.IsFinite(v), 0) is not 0 and var value)
            return Failed(
                "complete trial whose value is not finite, which failed",
                string.Create(CultureInfo.InvariantCulture, $"its value in Optuna is {value}"));
        return constraints.Any(c => !kept.TryGetValue(c, out var told) || !double.IsFinite(told))
            ? Failed("complete trial without all constraints, which failed: Optuna takes it for infeasible", "lacks a constraint in Optuna")
            : (TrialState.Complete, null);
    }

    private (TrialState State, string? Reason) Failed(string what, string reason)
    {
        Count(what);
        return (TrialState.Failed, reason);
    }

    private ReportView[] ReportsOf(OptunaTrial trial)
    {
        var reports = trial.Intermediate.Where(r => double.IsFinite(r.Value) && r.Key is >= 0 and <= int.MaxValue)
            .Select(r => new ReportView((int)r.Key, r.Value)).ToArray();
        for (var left = trial.Intermediate.Count - reports.Length; left > 0; left--)
            Count("intermediate value that is left out: it is not finite, or its step is negative");
        if (reports.Length <= MostReports) return reports;
        Count($"trial with more than {MostReports} intermediate values, of which it keeps the first");
        return reports[..MostReports];
    }

    /// <summary>The constraints of a trial: a list, or since Optuna 5 one attribute each.</summary>
    private static Dictionary<string, double> ConstraintsOf(OptunaTrial trial)
    {
        var told = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (key, json) in trial.SystemAttributes)
        {
            if (key != Constraints && !key.StartsWith($"{Constraints}:", StringComparison.Ordinal)) continue;
            using var document = Parse(json);
            if (document is null) continue;
            if (key != Constraints) told[key[(Constraints.Length + 1)..]] = Number(document.RootElement);
            else if (document.RootElement.ValueKind == JsonValueKind.Array)
                foreach (var (i, item) in document.RootElement.EnumerateArray().Index())
                    told.TryAdd(i.ToString(CultureInfo.InvariantCulture), Number(item));
        }

        return told;
    }

    private static double Number(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var number) ? number : double.NaN;

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(PythonJson.Quoted(json));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string[] Directions() =>
        _study.Directions.Count == 0 ? ["minimize"] : [.. _study.Directions.Select(d => d == "MAXIMIZE" ? "maximize" : "minimize")];

    private JsonArray? ValueNames()
    {
        if (!_study.SystemAttributes.TryGetValue(MetricNames, out var json)) return null;
        using var document = Parse(json);
        return document?.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() == Directions().Length
            && document.RootElement.EnumerateArray().All(n => n.ValueKind == JsonValueKind.String)
            ? JsonNode.Parse(document.RootElement.GetRawText())!.AsArray()
            : null;
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
