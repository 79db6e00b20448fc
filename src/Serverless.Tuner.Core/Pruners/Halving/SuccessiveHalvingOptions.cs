using Serverless.Tuner.Core.Json;
using Serverless.Tuner.Core.Pruners.Percentile;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The options of asynchronous successive halving.</summary>
public sealed record SuccessiveHalvingOptions
{
    /// <summary>r: the step of the first rung, when <see cref="MinEarlyStoppingRate"/> is 0. 1 to a billion; <c>auto</c>, the default (null): a hundredth of what a complete trial took, 1 at least.</summary>
    public int? MinResource { get; init; }

    /// <summary>η: one trial in so many goes on from each rung, to a step so many times as far. 2 to 1,000; 4 by default.</summary>
    public int ReductionFactor { get; init; } = 4;

    /// <summary>s: how many of the first rungs are left out. 0 to 30; 0 by default.</summary>
    public int MinEarlyStoppingRate { get; init; }

    /// <summary>While no more than so many trials have come to a rung, all of them stop there; not with <c>auto</c>. 0 to a billion; 0 by default.</summary>
    public int BootstrapCount { get; init; }

    /// <summary>Reads the options of a spec.</summary>
    internal static SuccessiveHalvingOptions Read(ObjectReader options)
    {
        var defaults = new SuccessiveHalvingOptions();
        var read = new SuccessiveHalvingOptions
        {
            MinResource = Resource.Read(options, "minResource"),
            ReductionFactor = options.Int("reductionFactor", 2, 1_000) ?? defaults.ReductionFactor,
            MinEarlyStoppingRate = options.Int("minEarlyStoppingRate", 0, 30) ?? defaults.MinEarlyStoppingRate,
            BootstrapCount = options.Int("bootstrapCount", 0, PercentileOptions.Most) ?? defaults.BootstrapCount,
        };
        if (read is { BootstrapCount: > 0, MinResource: null }) options.Error("bootstrapCount", "needs a 'minResource' that is a number, not 'auto'");
        return read;
    }
}
