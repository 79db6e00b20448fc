namespace Serverless.Tuner.Contracts;

/// <summary>A parameter's range.</summary>
public sealed record ScatterParameter
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The lowest value; null for a categorical, and where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The highest value; null for a categorical, and where there is none.</summary>
    public double? High { get; init; }

    /// <summary>Whether it is searched on a logarithmic scale.</summary>
    public bool Log { get; init; }

    /// <summary>The scale on which it is searched where that is neither linear nor logarithmic; null for those.</summary>
    public ScaleKind? Scale { get; init; }

    /// <summary>The choices of a categorical.</summary>
    public IReadOnlyList<ParameterValue>? Choices { get; init; }
}
