using System.Collections.Concurrent;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Wakes those who wait for an instance of this host to change.</summary>
internal sealed class InstanceSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = new(StringComparer.Ordinal);

    /// <summary>A task that ends with the next change; take it before looking at the instance.</summary>
    public Task Next(string instanceId)
        => _waits.GetOrAdd(instanceId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Changed(string instanceId)
    {
        if (_waits.TryRemove(instanceId, out var wait))
            wait.TrySetResult();
    }
}
