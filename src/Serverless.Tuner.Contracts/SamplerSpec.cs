namespace Serverless.Tuner.Contracts;

/// <summary>How points are suggested.</summary>
public sealed record SamplerSpec
{
    /// <summary><c>tpe</c> or <c>random</c>.</summary>
    public string Kind { get; init; } = "tpe";

    /// <summary>TPE: how many trials are sampled at random before the model starts; 1 to 10,000.</summary>
    public int? StartTrials { get; init; }

    /// <summary>TPE: how many candidates are compared for a suggestion; 1 to 10,000.</summary>
    public int? Candidates { get; init; }
}
