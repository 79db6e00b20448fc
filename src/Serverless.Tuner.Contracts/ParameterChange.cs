using System.Text.Json.Serialization;

namespace Serverless.Tuner.Contracts;

/// <summary>A parameter as a study is to search it from now on: its new definition, which takes the place of the old one.</summary>
public sealed record ParameterChange
{
    /// <summary>Its kind; of a parameter that the study has already it stays. Which of the other fields apply depends on it.</summary>
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

    /// <summary>What the trials so far are taken to have had: of a new parameter, and of that only. A value that it can take.</summary>
    public ParameterValue? OldValue { get; init; }

    /// <summary>The parameter of that definition.</summary>
    /// <param name="name">Its name.</param>
    public ParameterSpec Named(string name) => new()
    {
        Name = name,
        Kind = Kind,
        Low = Low,
        High = High,
        Log = Log,
        Step = Step,
        Choices = Choices,
        Mu = Mu,
        Sigma = Sigma,
        When = When,
    };

    /// <summary>The definition of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="oldValue">What the trials so far are taken to have had; of a new parameter only.</param>
    public static ParameterChange To(ParameterSpec parameter, ParameterValue? oldValue = null) => new()
    {
        Kind = parameter.Kind,
        Low = parameter.Low,
        High = parameter.High,
        Log = parameter.Log,
        Step = parameter.Step,
        Choices = parameter.Choices,
        Mu = parameter.Mu,
        Sigma = parameter.Sigma,
        When = parameter.When,
        OldValue = oldValue,
    };
}
