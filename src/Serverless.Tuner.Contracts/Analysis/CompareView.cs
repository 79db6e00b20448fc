namespace Serverless.Tuner.Contracts;

/// <summary>Studies side by side.</summary>
public sealed record CompareView
{
    /// <summary>The value that is compared.</summary>
    public required string Metric { get; init; }

    /// <summary>The studies, in the order asked for.</summary>
    public required IReadOnlyList<ComparedStudy> Studies { get; init; }

    /// <summary>The parameters of the best trials, by name.</summary>
    public required IReadOnlyList<ComparedParameter> Parameters { get; init; }
}
