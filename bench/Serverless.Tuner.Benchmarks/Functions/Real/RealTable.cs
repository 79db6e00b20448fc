using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Tuner.Benchmarks.Functions.Real;

/// <summary>What real trainings came to, for every setting of a space: made by <c>bench/data/real/make_tables.py</c>.</summary>
/// <remarks>
/// A gzipped text. Its first line is an object: name, about, the space as in a study file, how many seeds. Then a line for every point: a
/// cell for each parameter, empty where it is absent; for each seed the value (empty where the training failed), its seconds and, where
/// the model has epochs, the values after some of them.
/// </remarks>
internal sealed class RealTable
{
    private readonly Dictionary<string, RealRow> _rows = new(StringComparer.Ordinal);

    /// <summary>Reads one as it is behind its compression.</summary>
    internal RealTable(TextReader text)
    {
        var head = JsonNode.Parse(text.ReadLine() ?? throw new InvalidDataException("A table has a first line."))!;
        (Name, About) = ((string)head["name"]!, (string)head["about"]!);
        Parameters = head["space"].Deserialize<ParameterSpec[]>(TunerJson.Options)!;
        Steps = head["steps"].Deserialize<int[]>()!;
        var (seeds, perSeed) = ((int)head["seeds"]!, Steps.Count > 0 ? 3 : 2);
        while (text.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length != Parameters.Count + (seeds * perSeed)) throw new InvalidDataException($"{Name}: '{line}' has other cells.");
            var runs = Enumerable.Range(0, seeds).Select(seed => Parameters.Count + (seed * perSeed))
                .Select(at => new RealRun(
                    cells[at].Length == 0 ? null : Number(cells[at]), Number(cells[at + 1]), perSeed == 3 ? Numbers(cells[at + 2]) : []));
            _rows.Add(string.Join(',', cells.Take(Parameters.Count).Select(Key)), new RealRow([.. runs]));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What was trained on which data, and what the value is.</summary>
    public string About { get; }

    /// <summary>The space; each of its points is a row.</summary>
    public IReadOnlyList<ParameterSpec> Parameters { get; }

    /// <summary>After which epochs the value is known; none where the model has no epochs.</summary>
    public IReadOnlyList<int> Steps { get; }

    /// <summary>How many points there are.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows, in no order.</summary>
    public IEnumerable<RealRow> Rows => _rows.Values;

    /// <summary>Reads the table that lies beside the program.</summary>
    public static RealTable Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "bench", "real", name + ".csv.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        return new RealTable(text);
    }

    /// <summary>What the trainings at a point came to.</summary>
    public RealRow At(IReadOnlyDictionary<string, ParameterValue> point) =>
        _rows[string.Join(',', Parameters.Select(p => point.TryGetValue(p.Name, out var value) ? Key(value.ToString()) : ""))];

    // 0.6000000000000001 and 0.6 are the same step, 1 and 1.0 the same choice, and there is a zero below zero.
    private static string Key(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (Math.Round(number, 9) + 0).ToString("R", CultureInfo.InvariantCulture)
            : cell.ToUpperInvariant();

    private static double[] Numbers(string cell) =>
        [.. cell.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
