namespace Serverless.Tuner.Evaluation;

/// <summary>
/// Whether the disk has room for what studies find, on a machine that keeps its tables itself: set by the watcher of that disk. On Azure
/// there always is.
/// </summary>
public sealed class DiskSpace(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private volatile bool _isFull;

    /// <summary>Whether studies wait for room on the disk.</summary>
    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }

    /// <summary>What a study waits for; null when it waits for nothing.</summary>
    public WaitingView? WaitingOf(StudyState state) => IsFull && state == StudyState.Running ? WaitingView.ForDisk : null;

    /// <summary>Waits until there is room.</summary>
    public async Task UntilThereIsRoomAsync(CancellationToken cancellationToken)
    {
        while (IsFull) await PauseAsync(cancellationToken);
    }

    /// <summary>Waits a moment, after which there may be room.</summary>
    internal Task PauseAsync(CancellationToken cancellationToken) => Task.Delay(Pause, time, cancellationToken);
}
