namespace Serverless.Tuner.Contracts;

/// <summary>An error as RFC 9457 problem details.</summary>
public sealed record ProblemView
{
    /// <summary>What kind of error it is: the type of a <see cref="ProblemKind"/>; null where a program in between answers.</summary>
    public string? Type { get; init; }

    /// <summary>What could not be done, for people.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What went wrong here.</summary>
    public string? Detail { get; init; }

    /// <summary>Every field that is wrong.</summary>
    public IReadOnlyList<FieldError>? Errors { get; init; }
}
