using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.App;

/// <summary>How a server bears many studies at once.</summary>
internal sealed record ManyResult
{
    /// <summary>Studies that ran at once.</summary>
    public required int Studies { get; init; }

    /// <summary>Trials of each.</summary>
    public required int Trials { get; init; }

    /// <summary>From the first study's start to the last one's end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Requests to Table Storage for a trial, those of the durable history and of the lists included.</summary>
    public required double RequestsPerTrial { get; init; }

    /// <summary>Pages of studies that were asked for meanwhile, one after the other.</summary>
    public required int Lists { get; init; }

    /// <summary>The median time that such a page took, in milliseconds.</summary>
    public required double ListP50Ms { get; init; }

    /// <summary>The time that 99 % of the pages stay within, in milliseconds.</summary>
    public required double ListP99Ms { get; init; }

    /// <summary>The longest time that a page took, in milliseconds.</summary>
    public required double ListSlowestMs { get; init; }

    /// <summary>The most memory that this process, server and client in one, took meanwhile, in megabytes (10⁶ bytes).</summary>
    public required double MemoryMb { get; init; }

    /// <summary>The figures with their names in JSON.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("studies", Studies), ("trials", Trials), ("seconds", Seconds), ("requestsPerTrial", RequestsPerTrial), ("lists", Lists),
        ("listP50Ms", ListP50Ms), ("listP99Ms", ListP99Ms), ("listSlowestMs", ListSlowestMs), ("memoryMb", MemoryMb),
    ];
}
