namespace Serverless.Tuner.Contracts;

/// <summary>Why a trial was chosen, as <c>GET studies/{name}/trials/{number}/explain</c> shows it.</summary>
public sealed record ExplanationView
{
    /// <summary>The trial.</summary>
    public required int Number { get; init; }

    /// <summary>Its suggested parameters.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>All that follows in plain sentences.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>Where its point came from: <c>default</c>, <c>warmStart</c>, <c>enqueued</c> or <c>suggested</c>; null where no
    /// origin is kept.</summary>
    public string? Kind { get; init; }

    /// <summary>The study's sampler.</summary>
    public required string Sampler { get; init; }

    /// <summary>The program and the version that the sampler is of.</summary>
    public string? SamplerVersion { get; init; }

    /// <summary>The study's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>How many changes of the study came before it: under which space it was suggested.</summary>
    public required int SpaceRevision { get; init; }

    /// <summary>The first trial that was suggested along with it: what was known then was known to all of them.</summary>
    public int? SuggestedWith { get; init; }

    /// <summary>How many trials had ended and were known.</summary>
    public int? Ended { get; init; }

    /// <summary>The trials that were known to be waiting or running.</summary>
    public IReadOnlyList<int>? Open { get; init; }

    /// <summary>How much of the money was spent, or would be by trials that ran, 0 to 1; null without a budget.</summary>
    public double? SpentShare { get; init; }

    /// <summary>By which means the sampler found the point, such as <c>gp</c>, <c>tpe</c> or <c>start</c>; null where it does not say.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>How many trials its model was fitted to.</summary>
    public int? LearntFrom { get; init; }

    /// <summary>What the acquisition is: of several points the one of the highest was suggested.</summary>
    public string? Acquisition { get; init; }

    /// <summary>The acquisition at the point.</summary>
    public double? AcquisitionValue { get; init; }

    /// <summary>The values that the model expected, one for each direction.</summary>
    public IReadOnlyList<double>? PredictedValues { get; init; }

    /// <summary>The standard deviations of those.</summary>
    public IReadOnlyList<double>? PredictedDeviations { get; init; }

    /// <summary>Whether the sampler's own point had been tried or was excluded, and this one took its place.</summary>
    public bool Replaced { get; init; }

    /// <summary>What it was expected to cost in US dollars.</summary>
    public decimal? PredictedCostUsd { get; init; }

    /// <summary>What was set aside for it in US dollars when it was suggested.</summary>
    public decimal? ReservedUsd { get; init; }

    /// <summary>The nearest of the best trials that were known then, the nearest first.</summary>
    public IReadOnlyList<NearTrialView>? Nearest { get; init; }
}
