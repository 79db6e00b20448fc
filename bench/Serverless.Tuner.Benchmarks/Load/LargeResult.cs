namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>How a study of very many trials went.</summary>
internal sealed record LargeResult
{
    /// <summary>Its trials.</summary>
    public required int Trials { get; init; }

    /// <summary>From its start to its end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Trials that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>The most memory that this process, server and client in one, has had, in megabytes (10⁶ bytes).</summary>
    public required double MemoryMb { get; init; }

    /// <summary>How long the study took to answer who asked for it meanwhile.</summary>
    public required LoadTimes Look { get; init; }

    /// <summary>How long it took to answer with its result once it had ended, in milliseconds.</summary>
    public required double ResultMs { get; init; }

    /// <summary>Its stretches, ten or more.</summary>
    public required IReadOnlyList<LargePart> Parts { get; init; }
}
