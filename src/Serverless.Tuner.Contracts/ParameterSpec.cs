namespace Serverless.Tuner.Contracts;

/// <summary>One parameter of the search space.</summary>
public sealed record ParameterSpec : ParameterDistribution
{
    /// <summary>A parameter.</summary>
    public ParameterSpec()
    {
    }

    /// <summary>A parameter of a distribution.</summary>
    internal ParameterSpec(ParameterDistribution distribution)
        : base(distribution)
    {
    }

    /// <summary>Its name, unique in the space, without <c>{ }</c> and control characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind; which of the other fields apply depends on it.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The parameter exists only when each named parameter exists and has one of the values listed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>? When { get; init; }
}
