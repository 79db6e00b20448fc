using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>What asking for an advance came to.</summary>
/// <param name="Study">The study after it; null when it is gone or another run has taken over.</param>
/// <param name="Plan">What to do next; null likewise.</param>
public sealed record AdvanceAnswer(Study? Study, AdvancePlan? Plan)
{
    /// <summary>What kept the study from going on, of an advance that ends it with <see cref="Contracts.StopReason.Error"/>; null of any other, and of one that is answered again.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The study is gone, or another run of its orchestration has taken over: this one is to end quietly.</summary>
    public static AdvanceAnswer Superseded { get; } = new(null, null);
}
