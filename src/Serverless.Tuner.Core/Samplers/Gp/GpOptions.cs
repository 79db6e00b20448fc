using System.ComponentModel.DataAnnotations;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>The options of the Gaussian-process sampler.</summary>
internal sealed record GpOptions
{
    private const int FewestStartup = 4;

    /// <summary>Trials that must have a value before the model is used; until then points fill the space evenly.</summary>
    /// <value>parameters + 2, from 8 to 16 (4 where earlier studies count), but at most a third of what the budget pays for</value>
    [Range(1, 10_000)]
    public int? NStartupTrials { get; init; }

    /// <summary>Points compared before the best are refined.</summary>
    [Range(10, 20_000)]
    public int NCandidates { get; init; } = 1000;

    /// <summary>How many of them are refined by local search.</summary>
    [Range(1, 100)]
    public int NLocalSearches { get; init; } = 4;

    /// <summary>
    /// Trials that the model is fitted to at most: the best two fifths (by fronts when there are several objectives), and the newest of the
    /// others. A suggestion's time grows with its cube.
    /// </summary>
    [Range(20, 1_000)]
    public int NMaxTrials { get; init; } = 250;

    /// <summary>As for <c>auto</c>.</summary>
    public bool CostAware { get; init; } = true;

    /// <summary>How many trials start a study whose spec does not say.</summary>
    /// <param name="history">The study.</param>
    /// <param name="isWarm">Whether it learns from earlier ones.</param>
    internal static int DefaultStartup(SamplerHistory history, bool isWarm) =>
        Math.Min(
            isWarm ? FewestStartup : Math.Clamp(history.Encoding.Scales.Count(s => !s.IsConstant) + 2, 8, 16),
            Math.Max(FewestStartup, history.AffordableTrials / 3));
}
