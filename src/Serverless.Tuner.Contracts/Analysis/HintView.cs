namespace Serverless.Tuner.Contracts;

/// <summary>One thing that is noteworthy about a study.</summary>
public sealed record HintView
{
    /// <summary>What it is about.</summary>
    public required HintKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required HintSeverity Severity { get; init; }

    /// <summary>The parameters that it is about; empty when it is about none.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>What was found, as a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>What to do about it, as a sentence.</summary>
    public required string Action { get; init; }
}
