using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.Service;

/// <summary>What workers see of the service, and of the peer beside it.</summary>
internal sealed record ServiceResult
{
    /// <summary>Workers at once.</summary>
    public required int Workers { get; init; }

    /// <summary>Pairs of suggest and complete that were measured.</summary>
    public required int Pairs { get; init; }

    /// <summary>Pairs of suggest and complete in a second.</summary>
    public required double PairsPerSecond { get; init; }

    /// <summary>The median time of a call, in milliseconds.</summary>
    public required double P50Ms { get; init; }

    /// <summary>The time that 99 % of the calls stay within, in milliseconds.</summary>
    public required double P99Ms { get; init; }

    /// <summary>Intermediate values in a second, each stored before its answer, up to 100 in a request.</summary>
    public required double ValuesPerSecond { get; init; }

    /// <summary>Intermediate values in a second with one in a request.</summary>
    public required double SingleValuesPerSecond { get; init; }

    /// <summary>Optuna with SQLite and as many processes; null where it is not installed.</summary>
    public OptunaServiceResult? Optuna { get; init; }

    /// <summary>The figures with their names in JSON, the peer's and how many times ours theirs is.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("workers", Workers), ("pairs", Pairs), ("pairsPerSecond", PairsPerSecond), ("p50Ms", P50Ms), ("p99Ms", P99Ms),
        ("valuesPerSecond", ValuesPerSecond), ("singleValuesPerSecond", SingleValuesPerSecond),
        .. Optuna is { } peer
            ? ((string, double)[])
            [
                ("optuna pairsPerSecond", peer.PairsPerSecond), ("optuna p50Ms", peer.P50Ms), ("optuna p99Ms", peer.P99Ms),
                ("optuna valuesPerSecond", peer.ValuesPerSecond), ("times its pairs", Math.Round(PairsPerSecond / peer.PairsPerSecond, 1)),
                ("times its values", Math.Round(ValuesPerSecond / peer.ValuesPerSecond, 1)),
            ]
            : [],
    ];
}
