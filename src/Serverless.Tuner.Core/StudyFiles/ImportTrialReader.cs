using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads trials that ended elsewhere, and says what of them the study cannot have.</summary>
internal sealed class ImportTrialReader(StudySpec spec, SearchSpace space, DateTimeOffset now, ErrorList errors)
{
    private const int MostReports = 8_000;
    private const decimal MostUsd = 1_000_000_000;
    private static readonly DateTimeOffset s_first = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset s_last = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Parameter> _parameters = space.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>One trial; null, and errors, when it is none of the study.</summary>
    public ToldTrial? Read(JsonElement item, string at, int number)
    {
        var before = errors.Count;
        if (ObjectReader.Open(item, at, errors) is not { } reader) return null;
        foreach (var field in (string[])["state", "parameters"]) reader.Require(field);
        var state = reader.Choice("state", "complete", "pruned", "failed") switch
        {
            "complete" => TrialState.Complete,
            "pruned" => TrialState.Pruned,
            _ => TrialState.Failed,
        };
        var (parameters, values, reports) = (Parameters(reader), Values(reader, state), Reports(reader));
        var (created, started, ended) = Times(reader);
        var outcome = new TrialOutcome(state, state == TrialState.Complete ? null : TrialOutcome.Cut(reader.Text("reason") ?? "imported"))
        {
            Values = values.Length > 0 ? values : null,
            Constraints = Constraints(reader, state),
            Metrics = Numbers(reader, "metrics"),
            Attributes = AttributesParser.ReadFirst(reader),
        };
        reader.Get("reason");
        var cost = reader.Decimal("costUsd", 0, MostUsd, isAbove: false) ?? 0;
        reader.RejectUnknown();
        if (errors.Count > before) return null;
        return new ToldTrial(
            new Trial
            {
                Number = number,
                Outcome = outcome,
                Parameters = parameters,
                LastStep = reports.Length > 0 ? reports[^1].Step : null,
                Cost = Money.Cost(cost),
                Attempt = 1,
                CreatedAt = created,
                StartedAt = started,
                EndedAt = ended,
            },
            reports);
    }

    private Dictionary<string, ParameterValue> Parameters(ObjectReader reader)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        if (reader.OpenMap("parameters") is not { } body) return point;
        foreach (var name in body.Names)
        {
            var item = body.GetOrNull(name)!.Value;
            if (!_parameters.TryGetValue(name, out var parameter)) body.Error(name, "is not a parameter of the search space");
            else if (ParameterValue.FromJson(item) is { } value && parameter.Accept(value) is { } accepted) point[name] = accepted;
            else body.Error(name, $"{ObjectReader.Describe(item)} is not a value of this parameter");
        }

        return point;
    }

    private double[] Values(ObjectReader reader, TrialState state)
    {
        var values = new List<double>();
        var elements = reader.Elements("values", Math.Max(1, spec.Directions.Count), "numbers");
        if (elements is null && reader.Get("values") is not null) return [];
        foreach (var (item, at) in elements ?? [])
        {
            if (ObjectReader.AsNumber(item) is { } value) values.Add(value);
            else errors.Add(at, $"must be a finite number, not {ObjectReader.Describe(item)}");
        }

        CheckCount(reader, state, values.Count);
        if (state == TrialState.Failed && values.Count > 0 && reader.Get("state") is { ValueKind: JsonValueKind.String } word
            && word.ValueEquals("failed"))
            reader.Error("values", "are of complete and pruned trials");
        return [.. values];
    }

    private void CheckCount(ObjectReader reader, TrialState state, int values)
    {
        var count = spec.Directions.Count;
        if (state == TrialState.Complete && values != count && reader.Get("state") is not null)
            reader.Error("values", $"must be {count}, one for each direction of the study, where a trial is complete");
        if (state == TrialState.Pruned && values > 1 && values != count)
            reader.Error("values", count == 1
                ? "must be one at most where a trial is pruned"
                : $"must be {count}, one for each direction of the study, or one at most where a trial is pruned");
    }

    private ToldReport[] Reports(ObjectReader reader)
    {
        var reports = new List<ToldReport>();
        foreach (var (item, at) in reader.Elements("reports", MostReports, "objects with step and value") ?? [])
        {
            if (ObjectReader.Open(item, at, errors) is not { } body) continue;
            var report = ReportReader.Read(body, errors);
            if (reports.Count > 0 && report.Step <= reports[^1].Step)
                body.Error("step", $"must be above {reports[^1].Step}, the one before it");
            if (ReportRule.WrongWith(spec, report.Values) is { } wrong) body.Error("values", wrong);
            reports.Add(report);
            body.RejectUnknown();
        }

        return [.. reports];
    }

    private Dictionary<string, double>? Constraints(ObjectReader reader, TrialState state)
    {
        var told = Numbers(reader, "constraints");
        foreach (var name in (state == TrialState.Complete ? spec.Constraints : null) ?? [])
            if (told?.ContainsKey(name) != true) reader.Error("constraints", $"lack '{name}', which each complete trial of the study has");
        if (!spec.TakesAnyConstraint)
            foreach (var name in told?.Keys.Except(spec.Constraints ?? []) ?? [])
                reader.Error("constraints", $"have '{Excerpt.Start(name, 100)}', which the study does not name");
        return told;
    }

    private static Dictionary<string, double>? Numbers(ObjectReader reader, string field)
    {
        if (reader.OpenMap(field) is not { } map) return null;
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var name in map.Names)
            if (map.Number(name) is { } number) numbers[name] = number;
        return numbers.Count > 0 ? numbers : null;
    }

    private (DateTimeOffset Created, DateTimeOffset? Started, DateTimeOffset Ended) Times(ObjectReader reader)
    {
        var (created, started, ended) = (Time(reader, "createdAt"), Time(reader, "startedAt"), Time(reader, "endedAt"));
        if (started < created) reader.Error("startedAt", "is before createdAt");
        if (ended < (started ?? created)) reader.Error("endedAt", $"is before {(started is null ? "createdAt" : "startedAt")}");
        var first = created ?? started ?? ended ?? now;
        return (first, started, ended ?? started ?? first);
    }

    private static DateTimeOffset? Time(ObjectReader reader, string field)
    {
        if (reader.Text(field) is not { } text) return null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var time) && time >= s_first && time < s_last) return time;
        reader.Error(field, $"must be a time from 1970 on, such as 2030-01-31T12:00:00Z, not '{Excerpt.Start(text, 100)}'");
        return null;
    }
}
