namespace Serverless.Tuner.Contracts;

/// <summary>The body of <c>PATCH schedules/{name}</c>.</summary>
public sealed record ScheduleChangeRequest
{
    /// <summary>Whether slots are started from now on.</summary>
    public required bool Enabled { get; init; }
}
