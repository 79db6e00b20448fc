namespace Serverless.Tuner.Core.Studies;

/// <summary>What an advance answers: the trials to evaluate, or why the study is over.</summary>
/// <param name="Start">Numbers of the trials to start evaluating.</param>
/// <param name="Ended">Why the study has ended; null while it goes on.</param>
public sealed record AdvancePlan(IReadOnlyList<int> Start, StopReason? Ended)
{
    /// <summary>Whether free slots are left that did not fit into one transaction: advance again at once.</summary>
    public bool More { get; init; }
}
