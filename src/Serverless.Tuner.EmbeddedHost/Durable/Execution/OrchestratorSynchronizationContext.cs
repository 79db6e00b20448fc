namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>
/// Runs an orchestrator on one thread at a time, in the order in which its continuations come. A continuation that comes from
/// anywhere else means that the orchestrator awaited something that is not durable.
/// </summary>
internal sealed class OrchestratorSynchronizationContext(Action intruded) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private int _thread;

    /// <summary>Whether the calling code is the orchestrator's, at a moment when it may run.</summary>
    public bool IsCurrent => Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId && ReferenceEquals(Current, this);

    /// <summary>Runs an action and all that follows from it.</summary>
    public void Run(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (_queue.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            Volatile.Write(ref _thread, 0);
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _thread) == Environment.CurrentManagedThreadId)
            _queue.Enqueue((d, state));
        else
            intruded();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
            throw new NotSupportedException("An orchestrator runs on its own thread only.");
        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
