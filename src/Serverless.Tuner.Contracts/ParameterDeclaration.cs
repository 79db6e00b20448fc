namespace Serverless.Tuner.Contracts;

/// <summary>How the values of a parameter are distributed that a trial of a study with an open search space declares.</summary>
public sealed record ParameterDeclaration : ParameterDistribution
{
    /// <summary>A declaration.</summary>
    public ParameterDeclaration()
    {
    }

    private ParameterDeclaration(ParameterDistribution distribution)
        : base(distribution)
    {
    }

    /// <summary>Its kind; which of the other fields apply depends on it.</summary>
    public required ParameterKind Type { get; init; }

    /// <summary>The parameter of that distribution.</summary>
    /// <param name="name">Its name.</param>
    public ParameterSpec Named(string name) => new(this) { Name = name, Kind = Type };

    /// <summary>The distribution of a parameter.</summary>
    public static ParameterDeclaration Of(ParameterSpec parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new(parameter) { Type = parameter.Kind };
    }
}
