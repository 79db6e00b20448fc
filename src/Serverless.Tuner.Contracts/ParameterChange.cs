namespace Serverless.Tuner.Contracts;

/// <summary>A parameter as a study is to search it from now on: its new definition, which takes the place of the old one.</summary>
public sealed record ParameterChange : ParameterDistribution
{
    /// <summary>A definition.</summary>
    public ParameterChange()
    {
    }

    private ParameterChange(ParameterDistribution distribution)
        : base(distribution)
    {
    }

    /// <summary>Its kind; of a parameter that the study has already it stays. Which of the other fields apply depends on it.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The parameter exists only when each named parameter exists and has one of the values listed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>? When { get; init; }

    /// <summary>What the trials so far are taken to have had: of a new parameter, and of that only. A value that it can take.</summary>
    public ParameterValue? OldValue { get; init; }

    /// <summary>The parameter of that definition.</summary>
    /// <param name="name">Its name.</param>
    public ParameterSpec Named(string name) => new(this) { Name = name, Kind = Kind, When = When };

    /// <summary>The definition of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="oldValue">What the trials so far are taken to have had; of a new parameter only.</param>
    public static ParameterChange To(ParameterSpec parameter, ParameterValue? oldValue = null)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(parameter) { Kind = parameter.Kind, When = parameter.When, OldValue = oldValue };
    }
}
