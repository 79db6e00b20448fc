using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>A trial as a sampler sees it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">Its state; a trial that has not ended is pending.</param>
/// <param name="Parameters">Its suggested parameters; conditional ones may be absent.</param>
/// <param name="Values">One finite value for each direction of a complete
/// trial; the last report of a pruned one, if any; else null.</param>
public sealed record SampledTrial(
    int Number, TrialState State, IReadOnlyDictionary<string, ParameterValue> Parameters, IReadOnlyList<double>? Values)
{
    /// <summary>The values of the study's constraints, each kept when ≤ 0, NaN when not known; null when there are none.</summary>
    public IReadOnlyList<double>? Constraints { get; init; }

    /// <summary>The last step that it reported; pruned trials that came further
    /// count as better. Null when it reported none, or that is not known.</summary>
    public int? Step { get; init; }

    /// <summary>What the trial cost; zero when that is not known.</summary>
    public Money Cost { get; init; }

    /// <summary>Whether it was cut short, so that a whole evaluation at its point would have cost more than <see cref="Cost"/>.</summary>
    public bool IsCostLowerBound { get; init; } = State == TrialState.Pruned;
}
