using System.Collections.Concurrent;

namespace Serverless.Tuner.EmbeddedHost.Tests.Functions;

/// <summary>What the toy functions do, for a test to see; it outlives the hosts of one test.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private int _running;
    private int _most;

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What an activity waits for before it ends.</summary>
    public TaskCompletionSource Gate { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int MostAtOnce => _most;

    /// <summary>How many activities are between their beginning and their end, on whatever host.</summary>
    public int Running => Volatile.Read(ref _running);

    public int Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public int CountOf(string what) => _counts.GetValueOrDefault(what);

    public void Enter()
    {
        var running = Interlocked.Increment(ref _running);
        int most;
        while (running > (most = _most) && Interlocked.CompareExchange(ref _most, running, most) != most)
        {
        }
    }

    public void Leave() => Interlocked.Decrement(ref _running);
}
