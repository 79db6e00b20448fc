namespace Serverless.Tuner.Cli.Moving.Optuna;

/// <summary>A trial as Optuna's database has it.</summary>
/// <param name="Number">Its number in its study.</param>
/// <param name="State">COMPLETE, PRUNED, FAIL, RUNNING or WAITING.</param>
internal sealed record OptunaTrial(long Number, string State)
{
    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public List<(string Name, Distribution Distribution, ParameterValue Value)> Parameters { get; } = [];

    /// <summary>Values by objective, infinite ones included.</summary>
    public SortedDictionary<long, double> Values { get; } = [];

    /// <summary>Intermediate values by step, infinite ones and NaN included.</summary>
    public SortedDictionary<long, double> Intermediate { get; } = [];

    /// <summary>JSON by name.</summary>
    public SortedDictionary<string, string> UserAttributes { get; } = new(StringComparer.Ordinal);

    /// <summary>JSON by name.</summary>
    public SortedDictionary<string, string> SystemAttributes { get; } = new(StringComparer.Ordinal);
}
