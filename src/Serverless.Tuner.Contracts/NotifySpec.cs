namespace Serverless.Tuner.Contracts;

/// <summary>A webhook that is told what happens to a study.</summary>
public sealed record NotifySpec
{
    /// <summary>Where it is.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the secret that signs what it is told.</summary>
    public string? Secret { get; init; }

    /// <summary>What it is told.</summary>
    public required IReadOnlyList<NotifyEvent> On { get; init; }
}
