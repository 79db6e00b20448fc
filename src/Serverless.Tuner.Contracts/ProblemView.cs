namespace Serverless.Tuner.Contracts;

/// <summary>An error as RFC 9457 problem details.</summary>
public sealed record ProblemView
{
    /// <summary>A short title, the same for each error of its type.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong here.</summary>
    public string? Detail { get; init; }

    /// <summary>Every field that is wrong.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }
}
