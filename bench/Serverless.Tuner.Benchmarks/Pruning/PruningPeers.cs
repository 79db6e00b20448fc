using System.Text.Json;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>What Optuna's samplers and pruners reached on the learning curves, as recorded in <c>bench/data/peers.json</c>.</summary>
internal sealed class PruningPeers
{
    // Who is comparable with whom.
    private static readonly Dictionary<string, string> Samplers = new()
    {
        ["auto"] = "TPE-default",
        ["tpe"] = "TPE-default",
        ["random"] = "Random",
    };

    private static readonly Dictionary<string, string> Pruners = new()
    {
        ["none"] = "Nop",
        ["median"] = "Median",
        ["successive-halving"] = "SuccessiveHalving",
        ["hyperband:minResource=1:maxResource=81:reductionFactor=3"] = "Hyperband(1,81,3)",
    };

    private readonly Dictionary<(string Sampler, string Pruner, string Mode), PruningOutcome[]> _rows = [];

    private PruningPeers(JsonElement root)
    {
        About = root.GetProperty("about").GetString()!;
        var section = root.GetProperty("pruning");
        var columns = section.GetProperty("columns").Deserialize<string[]>()!;
        int steps = Array.IndexOf(columns, "steps"), best = Array.IndexOf(
            columns, "bestFinal"), complete = Array.IndexOf(columns, "complete"), trials = Array.IndexOf(columns, "trials");
        foreach (var sampler in section.GetProperty("samplers").EnumerateObject())
            foreach (var pruner in sampler.Value.EnumerateObject())
                foreach (var mode in pruner.Value.EnumerateObject())
                    _rows[(sampler.Name, pruner.Name, mode.Name)] =
                        [.. mode.Value.Deserialize<double[][]>()!.Select(
                            row => new PruningOutcome(row[steps], row[best], row[complete], row[trials]))];
    }

    /// <summary>How it was measured.</summary>
    public string About { get; }

    /// <summary>Reads the file that lies beside the program.</summary>
    public static PruningPeers Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "bench", "peers.json")));
        return new PruningPeers(document.RootElement);
    }

    /// <summary>The peer of a sampler and a pruner of ours, and what it reached; null where nobody was measured.</summary>
    public (string Name, IReadOnlyList<PruningOutcome> Outcomes)? Of(string sampler, string pruner, string mode) =>
        Samplers.TryGetValue(sampler, out var theirs)
            && Pruners.TryGetValue(pruner, out var judge) && _rows.TryGetValue((theirs, judge, mode), out var rows)
            ? ($"{theirs}, {judge}", rows)
            : null;
}
