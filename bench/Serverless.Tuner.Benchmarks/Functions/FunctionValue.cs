namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>What a function returns at a point.</summary>
/// <param name="Values">One value for each objective; less is better.</param>
/// <param name="Constraints">Each kept when ≤ 0; null when there are none.</param>
public sealed record FunctionValue(IReadOnlyList<double> Values, IReadOnlyList<double>? Constraints = null)
{
    /// <summary>Whether the trial failed: then it has no value.</summary>
    public bool IsFailed { get; init; }

    /// <summary>What the value would be without noise, where the function has some.</summary>
    public double? NoiseFree { get; init; }

    /// <summary>How long the trial would take; 0 where nothing is known of that.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether every constraint is kept.</summary>
    public bool IsFeasible => Constraints is null || Constraints.All(c => c <= 0);
}
