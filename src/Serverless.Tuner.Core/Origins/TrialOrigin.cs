using System.Text.Json.Serialization;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Origins;

/// <summary>Why a trial was chosen, kept with it: enough to say it, and to compute its point again.</summary>
public sealed record TrialOrigin
{
    /// <summary>Where its point came from.</summary>
    public OriginKind Kind { get; init; }

    /// <summary>The program that its sampler is of, and the version: the same one gives the same points.</summary>
    public required string Version { get; init; }

    /// <summary>The first trial that the same advance has suggested: its origin says what they all saw.</summary>
    public required int Batch { get; init; }

    /// <summary>What the advance saw; null unless this is the first trial that it suggested.</summary>
    public SeenState? Seen { get; init; }

    /// <summary>What its sampler said of it; null where it says nothing, or was not asked.</summary>
    public SuggestionNote? Note { get; init; }

    /// <summary>Whether the point that the sampler suggested had been tried or was excluded, and this one took its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Replaced { get; init; }

    /// <summary>The parameters whose values somebody asked for, where the sampler added others; null where the whole point was asked
    /// for, or none of it.</summary>
    public IReadOnlyList<string>? Given { get; init; }

    /// <summary>Of which earlier study its point is; null where it is of none.</summary>
    public WarmPoint? Warm { get; init; }

    /// <summary>What it was expected to cost, in micro-dollars; null without a budget.</summary>
    public long? PredictedMicroUsd { get; init; }

    /// <summary>What was set aside for it then, in micro-dollars; null without a budget, and where it did not fit.</summary>
    public long? ReservedMicroUsd { get; init; }
}
