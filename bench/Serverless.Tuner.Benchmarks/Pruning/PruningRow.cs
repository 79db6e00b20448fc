using Serverless.Tuner.Benchmarks.Quality;
using Serverless.Tuner.Benchmarks.Statistics;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>A sampler with a pruner, in one mode, beside its peer.</summary>
public sealed record PruningRow
{
    /// <summary>How long the studies were.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether it is the number of steps that ends a study: then it is about the same for all.</summary>
    public required bool EndsBySteps { get; init; }

    /// <summary>The sampler's label.</summary>
    public required string Sampler { get; init; }

    /// <summary>The pruner's label.</summary>
    public required string Pruner { get; init; }

    /// <summary>What each study came to, by ascending seed from 0.</summary>
    public required IReadOnlyList<PruningOutcome> Ours { get; init; }

    /// <summary>The peer's sampler and pruner; null where nobody was measured.</summary>
    public string? Peer { get; init; }

    /// <summary>What each of the peer's studies came to.</summary>
    public IReadOnlyList<PruningOutcome>? Theirs { get; init; }

    /// <summary>How often a study of ours ends better than one of theirs; null without a peer.</summary>
    public RankTest? Test { get; init; }

    /// <summary>Whether the peer takes fewer steps on average, or ends better beyond doubt.</summary>
    public bool IsLoss =>
        Theirs is { } theirs
            && ((!EndsBySteps && Ours.Average(o => o.Steps) > theirs.Average(o => o.Steps))
                || (Test!.WinProbability < 0.5 && Test.PValue < Comparison.Level));
}
