using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>How the values of a parameter are distributed: which of the fields apply depends on its kind.</summary>
public abstract record ParameterDistribution
{
    private protected ParameterDistribution()
    {
    }

    /// <summary>The lowest value (inclusive).</summary>
    public double? Low { get; init; }

    /// <summary>The highest value (inclusive).</summary>
    public double? High { get; init; }

    /// <summary>Whether it is searched on a logarithmic scale; needs a positive low.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Log { get; init; }

    /// <summary>The scale that it is searched on: <c>logit</c>, for floats above 0 and below 1, without a step; null for a linear one, or
    /// where <see cref="Log"/> says it.</summary>
    public ScaleKind? Scale { get; init; }

    /// <summary>Values are low, low + step, low + 2 step, …</summary>
    public double? Step { get; init; }

    /// <summary>The choices of a categorical, or of an ordinal in their order.</summary>
    public IReadOnlyList<ParameterValue>? Choices { get; init; }

    /// <summary>Whether its values are choices: those of a categorical or an ordinal.</summary>
    [JsonIgnore]
    public bool HasChoices => Choices is not null;

    /// <summary>The mean (of the logarithm, for a lognormal).</summary>
    public double? Mu { get; init; }

    /// <summary>The standard deviation (of the logarithm, for a lognormal).</summary>
    public double? Sigma { get; init; }
}
