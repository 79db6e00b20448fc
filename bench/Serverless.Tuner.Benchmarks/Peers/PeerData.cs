using System.Security.Cryptography;
using System.Text.Json;

namespace Serverless.Tuner.Benchmarks.Peers;

/// <summary>What other tuners reached, as it was recorded in <c>bench/data</c>: <c>peers.json</c>,
/// <c>peers-varied.json</c>, <c>peers-shifted.json</c> and <c>real/peers.json</c>.</summary>
internal sealed class PeerData
{
    private readonly Dictionary<(string Suite, string Function), IReadOnlyDictionary<string, PeerRows>> _rows = [];

    private PeerData(byte[] file, byte[] ofVaried, byte[] ofShifted, byte[] ofTables)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        using var tables = JsonDocument.Parse(ofTables);
        using var varied = JsonDocument.Parse(ofVaried);
        using var shifted = JsonDocument.Parse(ofShifted);
        About = string.Join(
            ' ', ((JsonElement[])[root, varied.RootElement, shifted.RootElement, tables.RootElement])
                .Select(f => f.GetProperty("about").GetString()));
        Sha256 = Convert.ToHexStringLower(SHA256.HashData([.. file, .. ofVaried, .. ofShifted, .. ofTables]));
        Read(Quality.Suites.Single, root.GetProperty("single"), "functions", f => f.GetProperty("peers"));
        Read(Quality.Suites.Parallel, root.GetProperty("parallel"), "functions", f => f);
        Read(Quality.Suites.Multi, root.GetProperty("multiObjective"), "problems", f => f);
        foreach (var function in varied.RootElement.GetProperty("rows").EnumerateObject())
            _rows[(Quality.Suites.Varied, function.Name)] = function.Value.EnumerateObject().ToDictionary(
                peer => $"optuna-5.0 {peer.Name} (default)",
                peer => PeerRows.Of(
                    peer.Value.GetProperty("checkpoints").Deserialize<int[]>()!,
                    peer.Value.GetProperty("values").Deserialize<double[][]>()!));
        foreach (var suite in ((JsonElement[])[shifted.RootElement, tables.RootElement])
            .SelectMany(f => f.GetProperty("suites").EnumerateObject()))
            Read(suite.Name, suite.Value, "functions", f => f);
    }

    /// <summary>How it was measured.</summary>
    public string About { get; }

    /// <summary>The files' digest: which rows were compared with.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the files that lie beside the program.</summary>
    public static PeerData Read() =>
        new(Bytes("peers.json"), Bytes("peers-varied.json"), Bytes("peers-shifted.json"), Bytes(Path.Combine("real", "peers.json")));

    /// <summary>The peers that were measured on a function, by name; none where nobody was.</summary>
    public IReadOnlyDictionary<string, PeerRows> On(string suite, string function) =>
        _rows.TryGetValue((suite, function), out var peers) ? peers : new Dictionary<string, PeerRows>();

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bench", file));

    private void Read(string suite, JsonElement section, string functions, Func<JsonElement, JsonElement> peersOf)
    {
        var trials = section.GetProperty("trials").Deserialize<int[]>()!;
        foreach (var function in section.GetProperty(functions).EnumerateObject())
        {
            _rows[(suite, function.Name)] = peersOf(function.Value).EnumerateObject().ToDictionary(
                peer => peer.Name,
                peer => PeerRows.Of(trials, peer.Value.Deserialize<double[][]>()!));
        }
    }
}
