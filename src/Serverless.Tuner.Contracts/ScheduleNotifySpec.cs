namespace Serverless.Tuner.Contracts;

/// <summary>A webhook that is told what comes of a schedule's runs.</summary>
public sealed record ScheduleNotifySpec
{
    /// <summary>Where it is.</summary>
    public required string Url { get; init; }

    /// <summary>The name of the secret that signs what it is told.</summary>
    public string? Secret { get; init; }

    /// <summary>What it is told.</summary>
    public required IReadOnlyList<ScheduleEvent> On { get; init; }
}
