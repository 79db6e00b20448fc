using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>How the values of a parameter are distributed that a trial of a study with an open search space declares.</summary>
public sealed record ParameterDeclaration
{
    /// <summary>Its kind; which of the other fields apply depends on it.</summary>
    public required ParameterKind Type { get; init; }

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

    /// <summary>The parameter of that distribution.</summary>
    /// <param name="name">Its name.</param>
    public ParameterSpec Named(string name) => new()
    {
        Name = name,
        Kind = Type,
        Low = Low,
        High = High,
        Log = Log,
        Step = Step,
        Choices = Choices,
        Mu = Mu,
        Sigma = Sigma,
    };

    /// <summary>The distribution of a parameter.</summary>
    public static ParameterDeclaration Of(ParameterSpec parameter) => new()
    {
        Type = parameter.Kind,
        Low = parameter.Low,
        High = parameter.High,
        Log = parameter.Log,
        Step = parameter.Step,
        Choices = parameter.Choices,
        Mu = parameter.Mu,
        Sigma = parameter.Sigma,
    };
}
