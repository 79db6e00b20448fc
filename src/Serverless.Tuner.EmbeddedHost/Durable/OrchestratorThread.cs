namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>
/// Where an orchestrator's continuations run: at once, on the thread that makes its step. One that comes from anywhere else means
/// that the orchestrator awaited something that is not durable: then <paramref name="awaitedNonDurable"/> is called.
/// </summary>
internal sealed class OrchestratorThread(SynchronizationContext core, Action awaitedNonDurable) : SynchronizationContext
{
    public const string NotDurable = "The orchestrator awaited a task that its context did not give it, or used its context from another "
        + "thread. "
        + "Only those are durable: no Task.Delay, Task.Run, ConfigureAwait(false) or I/O in an orchestrator; call an activity instead.";

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private volatile bool _isOver;

    private bool IsCurrentThread => !_isOver && Environment.CurrentManagedThreadId == _thread;

    public void End() => _isOver = true;

    public void ThrowIfElsewhere()
    {
        if (IsCurrentThread && ReferenceEquals(Current, this)) return;
        awaitedNonDurable();
        throw new InvalidOperationException(NotDurable);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrentThread) core.Post(d, state);
        else awaitedNonDurable();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("An orchestrator runs on its own thread only.");

    public override SynchronizationContext CreateCopy() => this;
}
