using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Moving.Tables;

/// <summary>Reads the file of <c>--map</c>, and tells everything that is wrong with it at once.</summary>
internal sealed class CsvMapReader
{
    private static readonly string[] s_fields =
    [
        "name", "values", "direction", "directions", "parameters", "metrics", "attributes", "state", "startedAt", "endedAt",
        "durationSeconds", "costUsd", "usdPerHour",
    ];

    private readonly JsonObject _root;
    private readonly List<string> _errors = [];

    private CsvMapReader(JsonObject root) => _root = root;

    /// <summary>Reads it.</summary>
    /// <exception cref="CliException">It is no such map.</exception>
    public static CsvMap Read(JsonNode? node)
    {
        if (node is not JsonObject root) throw new CliException("--map must be an object: which columns hold what.", ExitCode.InvalidInput);
        var reader = new CsvMapReader(root);
        var map = reader.Read();
        return reader._errors.Count == 0 ? map : throw new CliException("--map is wrong:", ExitCode.InvalidInput, reader._errors);
    }

    private CsvMap Read()
    {
        foreach (var field in _root.Select(f => f.Key).Except(s_fields))
            _errors.Add($"/{Excerpt.Start(field, 60)} is not a field here{DidYouMean.Hint(field, s_fields)}");
        var values = Values();
        var (state, states) = States();
        return new CsvMap
        {
            Name = Text("name"),
            Values = values,
            Directions = Directions(values.Count),
            Parameters = Columns("parameters", withDistribution: true),
            Metrics = Columns("metrics"),
            Attributes = Columns("attributes"),
            State = state,
            States = states,
            StartedAt = Text("startedAt"),
            EndedAt = Text("endedAt"),
            DurationSeconds = Text("durationSeconds"),
            CostUsd = Text("costUsd"),
            UsdPerHour = Usd("usdPerHour"),
        };
    }

    private List<KeyValuePair<string, string>> Values()
    {
        List<KeyValuePair<string, string>> columns = _root["values"] switch
        {
            JsonValue word => [KeyValuePair.Create("", TextOf(word, "/values") ?? "")],
            JsonArray words => words.Select((w, i) =>
                (TextOf(w, $"/values/{i}") ?? "") is var column ? KeyValuePair.Create(column, column) : default).ToList(),
            JsonObject named => named.Select(v => KeyValuePair.Create(v.Key, TextOf(v.Value, $"/values/{v.Key}") ?? "")).ToList(),
            _ => [],
        };
        if (columns.Count is 0 or > 8) _errors.Add("/values must name a column, or 1 to 8 of them");
        return columns;
    }

    private IReadOnlyList<string> Directions(int count)
    {
        var words = _root["directions"] is JsonArray list
            ? list.Select((w, i) => TextOf(w, $"/directions/{i}") ?? "").ToArray()
            : Enumerable.Repeat(Text("direction") ?? "minimize", Math.Max(1, count)).ToArray();
        if (words.Any(w => w is not ("minimize" or "maximize")))
            _errors.Add(_root["directions"] is JsonArray
                ? "/directions must be of minimize and maximize" : "/direction must be minimize or maximize");
        else if (words.Length != Math.Max(1, count)) _errors.Add($"/directions must be {count}, one for each value, not {words.Length}");
        return words;
    }

    private List<CsvColumn> Columns(string field, bool withDistribution = false)
    {
        var columns = new List<CsvColumn>();
        if (_root[field] is null) return columns;
        if (_root[field] is not JsonObject named)
        {
            _errors.Add($"/{field} must be an object of name → column");
            return columns;
        }

        foreach (var (name, value) in named)
        {
            var at = $"/{field}/{Excerpt.Start(name, 60)}";
            var column = value is JsonObject spelled && withDistribution
                ? new CsvColumn(name, TextOf(spelled["column"], $"{at}/column") ?? "") { Distribution = DistributionOf(spelled, at) }
                : new CsvColumn(name, TextOf(value, at) ?? "");
            if (column.Column.Count(c => c == '*') > 1 || column.IsPattern != name.Contains('*', StringComparison.Ordinal))
                _errors.Add($"{at} must have one * in its name and its column, or none in both");
            columns.Add(column);
        }

        return columns;
    }

    private Distribution? DistributionOf(JsonObject spelled, string at)
    {
        foreach (var field in spelled.Select(f => f.Key).Except(["column", "type", "low", "high", "log", "scale", "step", "choices"]))
            _errors.Add($"{at}/{Excerpt.Start(field, 60)} is not a field here");
        var read = spelled.DeepClone().AsObject();
        read.Remove("column");
        if (read.Count == 0) return null;
        try
        {
            var parameter = read.Deserialize<ParameterDeclaration>(TunerJson.Options)!;
            if (parameter is { Type: ParameterKind.Categorical or ParameterKind.Ordinal, Choices.Count: > 0 })
                return new Distribution(parameter.Type) { Choices = parameter.Choices };
            if (parameter is { Type: ParameterKind.Float or ParameterKind.Int, Low: { } low, High: { } high } && low <= high)
                return new Distribution(parameter.Type)
                {
                    Low = low,
                    High = high,
                    Log = parameter.Log,
                    Scale = parameter.Scale,
                    Step = parameter.Step,
                };
        }
        catch (JsonException)
        {
            // What is wrong is said below.
        }

        _errors.Add($"{at} must be a float or int with low and high, or a categorical or ordinal with choices");
        return null;
    }

    private (string? Column, Dictionary<string, TrialState> Words) States()
    {
        var words = new Dictionary<string, TrialState>(StringComparer.Ordinal);
        if (_root["state"] is null) return (null, words);
        if (_root["state"] is not JsonObject state)
        {
            _errors.Add("/state must be an object: its column, and the words for complete, pruned and failed");
            return (null, words);
        }

        foreach (var (field, value) in state)
        {
            if (field == "column") continue;
            if (!Enum.TryParse<TrialState>(field, ignoreCase: true, out var meant)
                || meant is not (TrialState.Complete or TrialState.Pruned or TrialState.Failed))
                _errors.Add($"/state/{Excerpt.Start(field, 60)} is not a field here: known are column, complete, pruned, failed");
            else
                foreach (var word in value is JsonArray list ? list : [value?.DeepClone()])
                    words[(TextOf(word, $"/state/{field}") ?? "").ToLowerInvariant()] = meant;
        }

        if (!words.ContainsValue(TrialState.Complete)) _errors.Add("/state/complete must say which words mean that a trial is complete");
        return (TextOf(state["column"], "/state/column"), words);
    }

    private string? Text(string field) => _root[field] is { } node ? TextOf(node, $"/{field}") : null;

    private decimal? Usd(string field)
    {
        if (_root[field] is not { } node) return null;
        if (node is JsonValue value && value.TryGetValue<decimal>(out var usd) && usd is >= 0 and <= 1_000_000) return usd;
        _errors.Add($"/{field} must be a number from 0 to 1000000");
        return null;
    }

    private string? TextOf(JsonNode? node, string at)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0) return text;
        _errors.Add($"{at} must be a text");
        return null;
    }
}
