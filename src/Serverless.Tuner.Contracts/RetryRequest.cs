namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST studies/{name}/trials/{number}/retry</c> takes; an empty body stands for its defaults.</summary>
public sealed record RetryRequest
{
    /// <summary>A text of the caller's choice, up to 100 characters: a request for a trial that comes twice with the same one counts
    /// once.</summary>
    public string? RequestId { get; init; }
}
