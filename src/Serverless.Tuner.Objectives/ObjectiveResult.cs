using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Objectives;

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Values">One value for each direction of the study.</param>
public sealed record ObjectiveResult(IReadOnlyList<double> Values) : Measured(Values)
{
    /// <summary>An outcome with one value.</summary>
    public ObjectiveResult(double value)
        : this([value])
    {
    }

    /// <summary>What the evaluation cost in US dollars, if known; counts where
    /// the study's budget has the meter <c>reported</c>, or none.</summary>
    public decimal? CostUsd { get; init; }
}
