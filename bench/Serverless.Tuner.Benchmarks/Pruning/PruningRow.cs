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

    /// <summary>What each study came to, by ascending seed from the report's first.</summary>
    public required IReadOnlyList<PruningOutcome> Ours { get; init; }

    /// <summary>The share of the steps of studies without pruning that was saved; null with a single direction, and where no such
    /// study was run.</summary>
    public double? Saved { get; init; }

    /// <summary>The mean share of the hypervolume of the study with the same seed without pruning; null as <see cref="Saved"/>.</summary>
    public double? Kept { get; init; }

    /// <summary>The peer's sampler and pruner; null where nobody was measured.</summary>
    public string? Peer { get; init; }

    /// <summary>What each of the peer's studies came to.</summary>
    public IReadOnlyList<PruningOutcome>? Theirs { get; init; }

    /// <summary>How often a study of ours ends better than one of theirs; null without a peer.</summary>
    public RankTest? Test { get; init; }

    /// <summary>The same with what it saved and kept beside the row of the same studies without pruning.</summary>
    internal PruningRow Beside(PruningRow unpruned) => this with
    {
        Saved = 1 - (Ours.Average(o => o.Steps) / unpruned.Ours.Average(o => o.Steps)),
        Kept = Ours.Zip(unpruned.Ours, (ours, whole) => ours.Best / whole.Best).Average(),
    };

    /// <summary>Whether the peer takes fewer steps on average, or ends better beyond doubt.</summary>
    public bool IsLoss =>
        Theirs is { } theirs
            && ((!EndsBySteps && Ours.Average(o => o.Steps) > theirs.Average(o => o.Steps))
                || (Test!.WinProbability < 0.5 && Test.PValue < Comparison.Level));
}
