namespace Serverless.Tuner.Objectives;

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Values">One value for each direction of the study.</param>
public sealed record ObjectiveResult(IReadOnlyList<double> Values)
{
    /// <summary>An outcome with one value.</summary>
    public ObjectiveResult(double value)
        : this([value])
    {
    }

    /// <summary>What else it measured, by name: for a study's score and guards, and to be seen with the trial.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>What the evaluation cost in US dollars, if the objective knows; counts
    /// where the study's budget has the meter <c>reported</c>, or none.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Values of the study's constraints by name; feasible when each is ≤ 0.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>Notes to keep with the trial.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
