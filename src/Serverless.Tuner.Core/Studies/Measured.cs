namespace Serverless.Tuner.Core.Studies;

/// <summary>What an evaluation measured.</summary>
/// <param name="Values">The objective's values, one for each direction of
/// the study; may be empty where the study has a score of metrics.</param>
public record Measured(IReadOnlyList<double> Values)
{
    /// <summary>What else it measured, by name: for a study's score and guards, and to be seen with the trial.</summary>
    public IReadOnlyDictionary<string, double>? Metrics { get; init; }

    /// <summary>Values of the study's constraints by name; feasible when each is ≤ 0.</summary>
    public IReadOnlyDictionary<string, double>? Constraints { get; init; }

    /// <summary>Notes to keep with the trial.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }
}
