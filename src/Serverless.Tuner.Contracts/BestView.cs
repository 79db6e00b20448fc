namespace Serverless.Tuner.Contracts;

/// <summary>The best trial of a study.</summary>
public sealed record BestView
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>Its values, one for each direction.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The suggested parameters.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }
}
