namespace Serverless.Tuner.Contracts;

/// <summary>What an endpoint is answered when it reports of a trial, or tells its outcome.</summary>
public sealed record CallbackView
{
    /// <summary>Whether the trial is over, so that its evaluation is to end.</summary>
    public bool Prune { get; init; }

    /// <summary>Why it is.</summary>
    public string? Reason { get; init; }
}
