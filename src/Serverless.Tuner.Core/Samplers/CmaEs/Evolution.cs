namespace Serverless.Tuner.Core.Samplers.CmaEs;

/// <summary>Where CMA-ES stands between two generations: its distribution,
/// and which trials make the next generation.</summary>
internal sealed record Evolution
{
    /// <summary>What the trials of the next generation are drawn from.</summary>
    public required SearchDistribution Distribution { get; init; }

    /// <summary>The number of the next generation's first trial.</summary>
    public required int First { get; init; }

    public required int Population { get; init; }

    /// <summary>Whether the next trials are the quasi-random ones at the start.</summary>
    public bool IsStart { get; init; }

    public int Restarts { get; init; }

    /// <summary>How often it began anew with a doubled population.</summary>
    public int Doublings { get; init; }

    /// <summary>Whether the population is a small one (bi-population restarts).</summary>
    public bool IsSmall { get; init; }

    /// <summary>How many trials the runs with the first population or a doubled one have had.</summary>
    public long LargeTrials { get; init; }

    /// <summary>How many trials the runs with a small population have had.</summary>
    public long SmallTrials { get; init; }

    /// <summary>The first trial that does not belong to the next generation.</summary>
    public int End => First + Population;
}
