namespace Serverless.Tuner.Contracts;

/// <summary>What a running study waits for before it starts anything.</summary>
public sealed record WaitingView
{
    /// <summary>It waits until the disk on which studies are kept has room again.</summary>
    public static readonly WaitingView ForDisk = new() { For = "disk" };

    /// <summary>It was paused: it waits until it is resumed.</summary>
    public static readonly WaitingView ForPause = new() { For = "pause" };

    /// <summary><c>disk</c>: room on the disk on which studies are kept; <c>pause</c>: the end of its pause.</summary>
    public required string For { get; init; }
}
