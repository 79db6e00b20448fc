using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Waits for what an instance's row says.</summary>
internal sealed class InstanceWatch(HistoryStore store, InstanceSignals signals, TimeProvider time)
{
    // Changes made by this host are signalled; the row is looked at again for those that another host makes.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>The instance once it is as wanted, or null when there is none.</summary>
    public async Task<InstanceState?> UntilAsync(string instanceId, Func<InstanceState, bool> wanted, CancellationToken cancellation)
    {
        while (true)
        {
            var change = signals.Next(instanceId);
            var state = await store.FindAsync(instanceId, cancellation);
            if (state is null || wanted(state))
                return state;
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(change, Task.Delay(LookAgain, time, enough.Token));
            await enough.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
