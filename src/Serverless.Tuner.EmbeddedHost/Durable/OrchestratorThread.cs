namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>
/// Where an orchestrator's continuations run: at once, on the thread that makes its step. One that comes from anywhere else, or between
/// two steps, means that the orchestrator awaited something that is not durable: then <paramref name="awaitedNonDurable"/> is called.
/// </summary>
internal sealed class OrchestratorThread(SynchronizationContext core, Action awaitedNonDurable) : SynchronizationContext
{
    public const string NotDurable = "The orchestrator awaited a task that its context did not give it, or used its context from another "
        + "thread. "
        + "Only those are durable: no Task.Delay, Task.Run, ConfigureAwait(false) or I/O in an orchestrator; call an activity instead.";

    private const int None = 0;

    private volatile int _thread = Environment.CurrentManagedThreadId;

    private bool IsCurrentThread => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Another step begins, on the current thread.</summary>
    public void Begin() => _thread = Environment.CurrentManagedThreadId;

    /// <summary>The step is over.</summary>
    public void End() => _thread = None;

    public void ThrowIfElsewhere()
    {
        if (IsCurrentThread && ReferenceEquals(Current, this)) return;
        awaitedNonDurable();
        throw new InvalidOperationException(NotDurable);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrentThread) core.Post(Continue, (d, state));
        else awaitedNonDurable();
    }

    /// <summary>DurableTask.Core makes later steps of the same orchestrator under a context of its own.</summary>
    private void Continue(object? continuation)
    {
        var (callback, state) = ((SendOrPostCallback, object?))continuation!;
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator runs on its own thread only.");

    public override SynchronizationContext CreateCopy() => this;
}
