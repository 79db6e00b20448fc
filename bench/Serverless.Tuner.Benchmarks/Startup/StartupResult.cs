using System.Text.Json.Serialization;

namespace Serverless.Tuner.Benchmarks.Startup;

/// <summary>How fast the program starts, and what it takes while nothing happens.</summary>
internal sealed record StartupResult
{
    /// <summary>How long <c>tuner --version</c> takes from its start to its end, in milliseconds; the median.</summary>
    public required double VersionMs { get; init; }

    /// <summary>How long <c>tuner serve</c> takes from its start until it answers and drives studies, with a storage that runs, in
    /// milliseconds; the median.</summary>
    public required double ReadyMs { get; init; }

    /// <summary>The same with an Azurite that it starts itself, on a data directory that is empty.</summary>
    public required double ReadyWithAzuriteMs { get; init; }

    /// <summary>For how long nothing was asked of it, in seconds.</summary>
    public required double IdleSeconds { get; init; }

    /// <summary>Resident memory of the server after that, in megabytes (10⁶ bytes); Azurite's is not in it.</summary>
    public required double IdleMemoryMb { get; init; }

    /// <summary>Processor time of the server for a minute of that, in milliseconds.</summary>
    public required double IdleProcessorMsPerMinute { get; init; }

    /// <summary>Requests to its storage in a minute of that.</summary>
    public required double IdleRequestsPerMinute { get; init; }

    /// <summary>The figures with their names in JSON.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, double Value)> Figures =>
    [
        ("versionMs", VersionMs), ("readyMs", ReadyMs), ("readyWithAzuriteMs", ReadyWithAzuriteMs), ("idleSeconds", IdleSeconds),
        ("idleMemoryMb", IdleMemoryMb), ("idleProcessorMsPerMinute", IdleProcessorMsPerMinute),
        ("idleRequestsPerMinute", IdleRequestsPerMinute),
    ];
}
