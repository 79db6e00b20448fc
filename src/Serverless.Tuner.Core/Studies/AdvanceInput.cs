using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What an advance works with beside the study and its trials.</summary>
public sealed record AdvanceInput : AdvanceStep
{
    /// <summary>What the sampler knows of the study; brought up to date by the advance.</summary>
    public required SamplerHistory History { get; init; }

    /// <summary>The study's sampler.</summary>
    public required ISampler Sampler { get; init; }

    /// <summary>How many trial rows one transaction can take.</summary>
    public int MaxNewTrials { get; init; } = 99;
}
