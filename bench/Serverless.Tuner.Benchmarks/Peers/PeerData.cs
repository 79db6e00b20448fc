using System.Security.Cryptography;
using System.Text.Json;

namespace Serverless.Tuner.Benchmarks.Peers;

/// <summary>What other tuners reached, as it was recorded in <c>bench/data</c>: <c>peers.json</c>, <c>peers-varied.json</c> and
/// <c>peers-recorded.json</c>.</summary>
internal sealed class PeerData
{
    private readonly Dictionary<(string Suite, string Function), Dictionary<string, PeerRows>> _rows = [];

    private PeerData(byte[] file, byte[] ofVaried, byte[] ofScript)
    {
        using var document = JsonDocument.Parse(file);
        var root = document.RootElement;
        using var varied = JsonDocument.Parse(ofVaried);
        using var recorded = JsonDocument.Parse(ofScript);
        About = string.Join(
            ' ', ((JsonElement[])[root, varied.RootElement, recorded.RootElement]).Select(f => f.GetProperty("about").GetString()));
        Sha256 = Convert.ToHexStringLower(SHA256.HashData([.. file, .. ofVaried, .. ofScript]));
        Read(Quality.Suites.Single, root.GetProperty("single"), "functions", f => f.GetProperty("peers"));
        Read(Quality.Suites.Parallel, root.GetProperty("parallel"), "functions", f => f);
        Read(Quality.Suites.Multi, root.GetProperty("multiObjective"), "problems", f => f);
        foreach (var function in varied.RootElement.GetProperty("rows").EnumerateObject())
        {
            foreach (var peer in function.Value.EnumerateObject())
                PeersOn(Quality.Suites.Varied, function.Name)[$"optuna-5.0 {peer.Name} (default)"] = PeerRows.Of(
                    peer.Value.GetProperty("checkpoints").Deserialize<int[]>()!,
                    peer.Value.GetProperty("values").Deserialize<double[][]>()!);
        }

        foreach (var suite in recorded.RootElement.GetProperty("suites").EnumerateObject())
            Read(suite.Name, suite.Value, "functions", f => f);
    }

    /// <summary>How it was measured.</summary>
    public string About { get; }

    /// <summary>The files' digest: which rows were compared with.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the files that lie beside the program.</summary>
    public static PeerData Read() => new(Bytes("peers.json"), Bytes("peers-varied.json"), Bytes("peers-recorded.json"));

    /// <summary>The peers that were measured on a function, by name; none where nobody was.</summary>
    public IReadOnlyDictionary<string, PeerRows> On(string suite, string function) =>
        _rows.TryGetValue((suite, function), out var peers) ? peers : new Dictionary<string, PeerRows>();

    private static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bench", file));

    private void Read(string suite, JsonElement section, string functions, Func<JsonElement, JsonElement> peersOf)
    {
        var trials = section.GetProperty("trials").Deserialize<int[]>()!;
        foreach (var function in section.GetProperty(functions).EnumerateObject())
        {
            foreach (var peer in peersOf(function.Value).EnumerateObject())
                PeersOn(suite, function.Name)[peer.Name] = PeerRows.Of(trials, peer.Value.Deserialize<double[][]>()!);
        }
    }

    private Dictionary<string, PeerRows> PeersOn(string suite, string function) =>
        _rows.TryGetValue((suite, function), out var peers) ? peers : _rows[(suite, function)] = [];
}
