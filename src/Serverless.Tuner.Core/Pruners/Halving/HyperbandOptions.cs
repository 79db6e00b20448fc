using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The options of Hyperband.</summary>
public sealed record HyperbandOptions
{
    /// <summary>r: the least steps that a trial gets. 1 to a billion; 1 by default.</summary>
    public int MinResource { get; init; } = 1;

    /// <summary>R: the steps of a whole trial, from <see cref="MinResource"/> to a billion; <c>auto</c>, the default (null): those of the complete trials, before the first of which nothing is pruned.</summary>
    public int? MaxResource { get; init; }

    /// <summary>η: one trial in so many goes on from each rung. 2 to 1,000; 3 by default.</summary>
    public int ReductionFactor { get; init; } = 3;

    /// <summary>While no more than so many trials of a bracket have come to a rung, all of them stop there; not with <c>auto</c>. 0 to a billion; 0 by default.</summary>
    public int BootstrapCount { get; init; }

    /// <summary>Reads the options of a spec.</summary>
    internal static HyperbandOptions Read(ObjectReader options)
    {
        var defaults = new HyperbandOptions();
        var read = new HyperbandOptions
        {
            MinResource = options.Int("minResource", 1, PercentileOptions.Most) ?? defaults.MinResource,
            MaxResource = Resource.Read(options, "maxResource"),
            ReductionFactor = options.Int("reductionFactor", 2, 1_000) ?? defaults.ReductionFactor,
            BootstrapCount = options.Int("bootstrapCount", 0, PercentileOptions.Most) ?? defaults.BootstrapCount,
        };
        if (read.MaxResource < read.MinResource) options.Error("maxResource", $"must not be less than 'minResource', which is {read.MinResource}");
        if (read is { BootstrapCount: > 0, MaxResource: null }) options.Error("bootstrapCount", "needs a 'maxResource' that is a number, not 'auto'");
        return read;
    }
}
