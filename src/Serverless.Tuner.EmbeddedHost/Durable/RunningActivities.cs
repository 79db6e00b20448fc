namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Counts the activities that run, for a host that waits for the last to end.</summary>
internal sealed class RunningActivities
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Counts an activity in, unless the host stops.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested) return false;
            _running++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_lock) if (--_running == 0 && _stopping.IsCancellationRequested) _empty.TrySetResult();
    }

    /// <summary>Asks those that run to stop; completes when the last has ended.</summary>
    public async Task EndAsync()
    {
        lock (_lock) if (_running == 0) _empty.TrySetResult();
        await _stopping.CancelAsync();
        await _empty.Task;
    }
}
