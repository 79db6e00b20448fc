using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What an advance works with beside the study and its trials.</summary>
public sealed record AdvanceInput
{
    /// <summary>The sequence number of this advance: one more than the last.</summary>
    public required int Sequence { get; init; }

    /// <summary>The open trials that the orchestration is evaluating; those it is not are told if they have ended, and started if not.</summary>
    public required IReadOnlySet<int> Running { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the sampler knows of the study; brought up to date by the advance.</summary>
    public required SamplerHistory History { get; init; }

    /// <summary>The study's sampler.</summary>
    public required ISampler Sampler { get; init; }

    /// <summary>Start nothing: the orchestration wants to begin a new history.</summary>
    public bool Drain { get; init; }

    /// <summary>How many trial rows one transaction can take.</summary>
    public int MaxNewTrials { get; init; } = 99;
}
