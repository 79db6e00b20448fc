namespace Serverless.Tuner.Storage.Tests.Groups;

/// <summary>
/// Runs many tasks in one thread and in an order that a seed decides: each stands still before and after everything that it asks of
/// the rows, until it is its turn. A host that dies never gets another.
/// </summary>
internal sealed class ModelTurns(Random random) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<(int Host, Action Go)> _parked = [];

    public bool IsIdle => _parked.Count == 0;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Stands still until it is this host's turn.</summary>
    public Task TurnAsync(int host)
    {
        var turn = new TaskCompletionSource();
        Park(host, turn.SetResult);
        return turn.Task;
    }

    public void Park(int host, Action go) => _parked.Add((host, go));

    /// <summary>Nothing of a host goes on.</summary>
    public void Kill(int host) => _parked.RemoveAll(p => p.Host == host);

    /// <summary>Gives one that stands still its turn, and runs until everybody stands still again.</summary>
    public void Next()
    {
        Drain();
        if (_parked.Count == 0) return;
        var index = random.Next(_parked.Count);
        var (_, go) = _parked[index];
        _parked[index] = _parked[^1];
        _parked.RemoveAt(_parked.Count - 1);
        go();
        Drain();
    }

    public void Drain()
    {
        while (_posted.TryDequeue(out var next)) next.Callback(next.State);
    }
}
