namespace Serverless.Tuner.Core.Studies;

/// <summary>What an advance changes; to be written in one transaction.</summary>
/// <param name="Study">The study after it, with the plan that it answers.</param>
/// <param name="NewTrials">New trial rows, by ascending number.</param>
public sealed record AdvanceResult(Study Study, IReadOnlyList<Trial> NewTrials)
{
    /// <summary>What to do next.</summary>
    public AdvancePlan Plan => Study.LastPlan!;

    /// <summary>What kept the study from going on, when it ends with <see cref="Contracts.StopReason.Error"/>.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Other studies of its group that waited for money, and are to look again since it gave some back.</summary>
    public IReadOnlyList<string> Wakes { get; init; } = [];
}
