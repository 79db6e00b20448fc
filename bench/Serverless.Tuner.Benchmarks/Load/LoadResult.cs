using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>How a server bears many studies at once.</summary>
internal sealed record LoadResult
{
    /// <summary>Studies that ran at once.</summary>
    public required int Studies { get; init; }

    /// <summary>Trials of each.</summary>
    public required int Trials { get; init; }

    /// <summary>From the first study's start to the last one's end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Trials in a second, of all studies together.</summary>
    public required double TrialsPerSecond { get; init; }

    /// <summary>Trials that failed, studies that ended otherwise than by their trials, and calls that failed.</summary>
    public required int Errors { get; init; }

    /// <summary>Requests to tables for a trial, those of whoever looked included.</summary>
    public required double RequestsPerTrial { get; init; }

    /// <summary>Requests to tables, blobs and queues for a trial.</summary>
    public required double AllRequestsPerTrial { get; init; }

    /// <summary>What the engine keeps of a trial in its history, in bytes; 0 where it keeps none.</summary>
    public required double HistoryBytesPerTrial { get; init; }

    /// <summary>Rows of that history for a trial.</summary>
    public required double HistoryRowsPerTrial { get; init; }

    /// <summary>The most memory that this process, server and client in one, has had, in megabytes (10⁶ bytes).</summary>
    public required double MemoryMb { get; init; }

    /// <summary>Times by what took them: the calls of the API, <c>advance</c>, <c>evaluate</c>, and <c>turn</c>, the time from a trial's
    /// start to that of its successor.</summary>
    public required IReadOnlyDictionary<string, LoadTimes> Times { get; init; }

    /// <summary>The figures with their names in JSON.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("studies", Studies), ("trials", Trials), ("seconds", Seconds), ("trialsPerSecond", TrialsPerSecond), ("errors", Errors),
        ("requestsPerTrial", RequestsPerTrial), ("allRequestsPerTrial", AllRequestsPerTrial),
        ("historyBytesPerTrial", HistoryBytesPerTrial), ("historyRowsPerTrial", HistoryRowsPerTrial), ("memoryMb", MemoryMb),
    ];
}
