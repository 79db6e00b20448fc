namespace Serverless.Tuner.Cli.Moving;

/// <summary>How the values of a parameter were distributed elsewhere.</summary>
/// <param name="Kind">Float, int, categorical or ordinal.</param>
internal sealed record Distribution(ParameterKind Kind)
{
    /// <summary>Whether its values are choices.</summary>
    public bool HasChoices => Kind is ParameterKind.Categorical or ParameterKind.Ordinal;

    public double Low { get; init; }

    public double High { get; init; }

    public bool Log { get; init; }

    /// <summary>The scale where it is neither linear nor logarithmic.</summary>
    public ScaleKind? Scale { get; init; }

    /// <summary>The step of a grid; null where there is none, and between integers for one of 1.</summary>
    public double? Step { get; init; }

    /// <summary>The choices of a categorical or an ordinal, by index; else empty.</summary>
    public IReadOnlyList<ParameterValue> Choices { get; init; } = [];
}
