namespace Serverless.Tuner.Storage;

/// <summary>What came of a part of an import.</summary>
/// <param name="Imported">How many of the import's trials are there.</param>
public sealed record ImportResult(int Imported)
{
    /// <summary>The study, once all its trials are there.</summary>
    public Study? Study { get; init; }

    /// <summary>A study of that name which the import has not made; null when there is none.</summary>
    public Study? Other { get; init; }

    /// <summary>Whether the import must begin anew: nothing of it is there, or another one has taken its place.</summary>
    public bool IsGone { get; init; }

    /// <summary>Whether trials are missing before those of the part.</summary>
    public bool IsTooFar { get; init; }

    /// <summary>What does not fit into rows.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}
