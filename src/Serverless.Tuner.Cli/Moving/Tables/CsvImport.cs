using System.Globalization;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Cli.Moving.Tables;

/// <summary>Makes a study of a table with a trial in each row.</summary>
internal sealed class CsvImport
{
    private const int LongestName = 128;
    private const string Valueless = "row without a finite value, which failed";
    private static readonly HashSet<string> s_nothing = new(StringComparer.OrdinalIgnoreCase) { "", "nan", "none", "null", "n/a" };

    private readonly CsvFile _file;
    private readonly CsvMap _map;
    private readonly MovedSpace _space = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];

    private CsvImport(CsvFile file, CsvMap map) => (_file, _map) = (file, map);

    /// <summary>Makes it.</summary>
    /// <param name="file">The table.</param>
    /// <param name="map">Which of its columns hold what.</param>
    /// <param name="name">What it is to be called.</param>
    /// <exception cref="CliException">The table lacks columns of the map, or has no row.</exception>
    public static MovedStudy Make(CsvFile file, CsvMap map, string name) => new CsvImport(file, map).Make(name);

    private MovedStudy Make(string name)
    {
        Check();
        if (_file.Rows.Count == 0) throw new CliException("The table has no row, and so no trial.", ExitCode.InvalidInput);
        var (parameters, metrics, attributes) = (Found(_map.Parameters), Found(_map.Metrics), Found(_map.Attributes));
        var points = Points(parameters);
        _remarks.AddRange(_space.Make());
        var trials = _file.Rows.Select((row, i) => Trial(row, points[i], metrics, attributes)).ToArray();
        CheckValues(trials);
        if (points.All(point => point.Count == 0)) _remarks.Add("no row has a parameter: the map names none that has values");
        var study = new JsonObject
        {
            ["name"] = name,
            ["directions"] = new JsonArray([.. _map.Directions.Select(d => JsonValue.Create(d))]),
            ["trials"] = trials.Length,
        };
        if (_map.Values.All(v => v.Key.Length > 0)) study["valueNames"] = new JsonArray([.. _map.Values.Select(v =>
            JsonValue.Create(v.Key))]);
        var declared = _space.PutInto(study, trials);
        _remarks.AddRange(_counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} × {c.Key}")));
        if (_map.StartedAt is not null || _map.EndedAt is not null) _remarks.Add("times without a zone are taken as UTC");
        return new MovedStudy(name, study, trials, _remarks) { Declared = declared };
    }

    /// <summary>Every column that the map names must be there.</summary>
    private void Check()
    {
        var single = _map.Values.Select(v => v.Value).Concat(
            new[] { _map.State, _map.StartedAt, _map.EndedAt, _map.DurationSeconds, _map.CostUsd }.OfType<string>());
        var all = _map.Parameters.Concat(_map.Metrics).Concat(_map.Attributes).ToArray();
        string[] missing =
        [
            .. single.Concat(all.Where(c => !c.IsPattern).Select(c => c.Column)).Where(c => _file.IndexOf(c) < 0)
                .Select(c => $"'{Excerpt.Start(c, 60)}'{DidYouMean.Hint(c, _file.Headers)}"),
            .. all.Where(c => c.IsPattern && !_file.Headers.Any(h => c.NameOf(h) is not null))
                .Select(c => $"any '{Excerpt.Start(c.Column, 60)}'"),
        ];
        if (missing.Length > 0)
            throw new CliException($"The table lacks columns of the map: {string.Join(", ", missing)}.", ExitCode.InvalidInput);
    }

    /// <summary>A table of which no row has its values is mapped wrongly, or has decimal commas: nobody wants such a study.</summary>
    private void CheckValues(ImportTrial[] trials)
    {
        if (trials.Any(t => t.State != TrialState.Failed) || !_counts.ContainsKey(Valueless)) return;
        var column = _map.Values.Select(v => v.Value).First(c => _file.Rows.Any(row => Finite(Cell(row, c)) is null));
        var seen = _file.Rows.Select(row => Cell(row, column)).First(c => Finite(c) is null);
        throw new CliException(
            $"No row has all values: in the column '{Excerpt.Start(column, 60)}' stands '{Excerpt.Start(seen, 40)}', for one, "
            + "which is no number (decimals stand behind a point).", ExitCode.InvalidInput);
    }

    private List<(int Index, string Name, Distribution? Distribution)> Found(IReadOnlyList<CsvColumn> columns)
    {
        var found = new List<(int Index, string Name, Distribution? Distribution)>();
        foreach (var column in columns.OrderBy(c => c.IsPattern)) // What is named counts before what a pattern finds.
            foreach (var (i, header) in _file.Headers.Index())
                if (column.NameOf(header) is { Length: <= LongestName } name && found.All(f => f.Index != i && f.Name != name))
                    found.Add((i, name, column.Distribution));
        return found;
    }

    /// <summary>The parameters of each row, of which the space learns.</summary>
    private Dictionary<string, ParameterValue>[] Points(List<(int Index, string Name, Distribution? Distribution)> parameters)
    {
        var points = _file.Rows.Select(_ => new Dictionary<string, ParameterValue>(StringComparer.Ordinal)).ToArray();
        foreach (var (index, name, given) in parameters)
        {
            var cells = _file.Rows.Select(row => row[index]).ToArray();
            var values = Column(cells, given);
            if (values.All(v => v is null)) continue;
            var distribution = given ?? Seen(name, values);
            foreach (var (row, value) in values.Index())
            {
                if (value is not { } known) continue;
                points[row][name] = known;
                _space.Add(name, distribution, known);
            }
        }

        return points;
    }

    /// <summary>The values of a column: numbers where each is one, else truth values where each is one, else texts.</summary>
    private static ParameterValue?[] Column(string[] cells, Distribution? given)
    {
        var there = cells.Where(c => !s_nothing.Contains(c)).ToArray();
        var isNumber = given?.Kind is ParameterKind.Float or ParameterKind.Int
            || (given is null && there.All(c => NumberOf(c) is not null));
        var isBool = given is null && !isNumber && there.All(c => bool.TryParse(c, out _));
        return [.. cells.Select(c => s_nothing.Contains(c) ? (ParameterValue?)null
            : given?.HasChoices == true ? ChoiceOf(given, c)
            : isNumber ? NumberOf(c)
            : isBool ? ParameterValue.Of(bool.Parse(c))
            : ParameterValue.Of(c.Replace("\0", "", StringComparison.Ordinal)))];
    }

    /// <summary>A choice by its text; one that is not among them joins them.</summary>
    private static ParameterValue ChoiceOf(Distribution given, string cell)
    {
        foreach (var choice in given.Choices)
            if (choice.ToString() == cell || (choice.Kind == ParameterValueKind.Bool
                && string.Equals(choice.ToString(), cell, StringComparison.OrdinalIgnoreCase)))
                return choice;
        return ParameterValue.Of(cell);
    }

    private static ParameterValue? NumberOf(string cell)
    {
        if (long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && Math.Abs((double)whole) <= 1L << 53)
            return ParameterValue.Of(whole);
        return Finite(cell) is { } number ? ParameterValue.Of(number) : null;
    }

    private static double? Finite(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>What can be seen of a distribution from values alone.</summary>
    private Distribution Seen(string name, ParameterValue?[] values)
    {
        var known = values.OfType<ParameterValue>().ToArray();
        if (!known[0].IsNumber) return new Distribution(ParameterKind.Categorical) { Choices = [.. known.Distinct()] };
        var (low, high) = (known.Min(v => v.AsDouble()), known.Max(v => v.AsDouble()));
        _remarks.Add(string.Create(CultureInfo.InvariantCulture,
            $"{name}: its range is that of its values, {low:G6} to {high:G6}; the map can say another"));
        return new Distribution(known.All(v => v.Kind == ParameterValueKind.Int) ? ParameterKind.Int : ParameterKind.Float)
        {
            Low = low,
            High = high,
        };
    }

    private ImportTrial Trial(
        string[] row, Dictionary<string, ParameterValue> point, List<(int Index, string Name, Distribution? Distribution)> metrics,
        List<(int Index, string Name, Distribution? Distribution)> attributes)
    {
        var values = _map.Values.Select(v => Finite(Cell(row, v.Value))).ToArray();
        var (state, reason) = StateOf(row, values);
        var (started, ended, seconds) = Times(row);
        var measured = metrics.Select(m => (m.Name, Value: Finite(row[m.Index]))).Where(m => m.Value is not null)
            .ToDictionary(m => m.Name, m => m.Value!.Value, StringComparer.Ordinal);
        var (notes, areAll) = TextNotes.Fitting(
            attributes.Where(a => row[a.Index].Length > 0).Select(a => KeyValuePair.Create(a.Name, row[a.Index])));
        if (!areAll) Count("row whose attributes do not all fit");
        return new ImportTrial
        {
            State = state,
            Reason = reason,
            Parameters = point.ToDictionary(p => p.Key, p => _space.Of(p.Key, p.Value), StringComparer.Ordinal),
            Values = state switch
            {
                TrialState.Complete => [.. values.Select(v => v!.Value)],
                TrialState.Pruned when values is [{ } last] => [last],
                _ => null,
            },
            Metrics = measured.Count > 0 ? measured : null,
            Attributes = notes,
            CostUsd = CostOf(row, seconds),
            StartedAt = started,
            EndedAt = ended,
        };
    }

    private (TrialState State, string? Reason) StateOf(string[] row, double?[] values)
    {
        var word = Cell(row, _map.State);
        if (_map.State is not null && !_map.States.TryGetValue(word.ToLowerInvariant(), out var state))
        {
            Count($"row of the state '{Excerpt.Start(word, 40)}', which the map does not know: failed");
            return (TrialState.Failed, $"its state was '{Excerpt.Start(word, 40)}'");
        }
        else if (_map.State is not null && _map.States[word.ToLowerInvariant()] is not TrialState.Complete and var other)
        {
            return (other, $"its state was '{Excerpt.Start(word, 40)}'");
        }

        if (values.All(v => v is not null)) return (TrialState.Complete, null);
        Count(Valueless);
        return (TrialState.Failed, "had no finite value");
    }

    private (DateTimeOffset? Started, DateTimeOffset? Ended, double? Seconds) Times(string[] row)
    {
        var (started, ended, seconds) = (Time(Cell(row, _map.StartedAt)), Time(Cell(row, _map.EndedAt)),
            Finite(Cell(row, _map.DurationSeconds)));
        if (seconds is < 0 or > 1e9) seconds = null;
        if (started is null && ended is not null && seconds is { } took) started = ended.Value.AddSeconds(-took);
        if (ended is null && started is not null && seconds is { } length) ended = started.Value.AddSeconds(length);
        if (ended < started) ended = started;
        return (started, ended, seconds ?? (ended - started)?.TotalSeconds);
    }

    private decimal CostOf(string[] row, double? seconds)
    {
        if (Finite(Cell(row, _map.CostUsd)) is >= 0 and <= 1e9 and var cost) return (decimal)cost;
        return _map.UsdPerHour is { } usd && seconds is { } took ? usd * (decimal)took / 3600 : 0;
    }

    /// <summary>A time, or a number of seconds or milliseconds since 1970; null where it is none that a study can have.</summary>
    private static DateTimeOffset? Time(string cell)
    {
        if (Finite(cell) is { } since)
            return since is >= 0 and < 2e14 ? DateTimeOffset.UnixEpoch.AddMilliseconds(since < 1e11 ? since * 1000 : since) : null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, Utc, out var time) && time.Year is >= 1970 and < 9999 ? time
            : null;
    }

    private string Cell(string[] row, string? column) => column is not null && _file.IndexOf(column) is >= 0 and var i ? row[i] : "";

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
