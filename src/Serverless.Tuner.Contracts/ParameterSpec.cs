using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>One parameter of the search space.</summary>
public sealed record ParameterSpec
{
    /// <summary>Its name, unique in the space, without <c>{ }</c> and control characters.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind; which of the other fields apply depends on it.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The lowest value (inclusive).</summary>
    public double? Low { get; init; }

    /// <summary>The highest value (inclusive).</summary>
    public double? High { get; init; }

    /// <summary>Whether it is searched on a logarithmic scale; needs a positive low.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Log { get; init; }

    /// <summary>Values are low, low + step, low + 2 step, …</summary>
    public double? Step { get; init; }

    /// <summary>The choices of a categorical.</summary>
    public IReadOnlyList<ParameterValue>? Choices { get; init; }

    /// <summary>The mean (of the logarithm, for a lognormal).</summary>
    public double? Mu { get; init; }

    /// <summary>The standard deviation (of the logarithm, for a lognormal).</summary>
    public double? Sigma { get; init; }

    /// <summary>The parameter exists only when each named parameter exists and has one of the values listed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>? When { get; init; }
}
