namespace Serverless.Tuner.Contracts;

/// <summary>What a study waits for before it starts anything.</summary>
public sealed record WaitingView
{
    /// <summary>It waits until the disk on which studies are kept has room again.</summary>
    public static readonly WaitingView ForDisk = new() { For = "disk" };

    /// <summary>It was paused: it waits until it is resumed.</summary>
    public static readonly WaitingView ForPause = new() { For = "pause" };

    /// <summary>The budget that it shares has no money for its next trial: it waits until others give some back, the next period
    /// begins, or the limit is raised.</summary>
    public static readonly WaitingView ForGroup = new() { For = "group" };

    /// <summary>As many studies run as may at once: it waits for its turn.</summary>
    /// <param name="position">Its position in the queue, from 1; null when that is not known.</param>
    public static WaitingView ForQueue(int? position) => new() { For = "queue", Position = position };

    /// <summary><c>disk</c>: room on the disk on which studies are kept; <c>pause</c>: the end of its pause;
    /// <c>group</c>: money of the budget that it shares; <c>queue</c>: its turn.</summary>
    public required string For { get; init; }

    /// <summary>Its position in the queue, from 1; null where it waits for something else.</summary>
    public int? Position { get; init; }
}
