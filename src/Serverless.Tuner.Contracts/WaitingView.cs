namespace Serverless.Tuner.Contracts;

/// <summary>What a running study waits for before it starts anything.</summary>
public sealed record WaitingView
{
    /// <summary>It waits until the disk on which studies are kept has room again.</summary>
    public static readonly WaitingView ForDisk = new() { For = "disk" };

    /// <summary><c>disk</c>: room on the disk on which studies are kept.</summary>
    public required string For { get; init; }
}
