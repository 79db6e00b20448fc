namespace Serverless.Tuner.Contracts;

/// <summary>What <c>POST studies/{name}/stop</c> takes; an empty body stands for its defaults.</summary>
public sealed record StopRequest
{
    /// <summary>How the study ends.</summary>
    public StopMode Mode { get; init; }
}
