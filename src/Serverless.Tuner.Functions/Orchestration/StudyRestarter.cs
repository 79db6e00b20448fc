using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// Lets every running study go on in a new run, on a host whose orchestrations do not outlive it: what a study needs to go on is all
/// in its rows. What an earlier host still does for the old run does not count.
/// </summary>
public sealed class StudyRestarter(
    StudyStore store, StudyStarter starter, DurableTaskClient client, TimeProvider time, ILogger<StudyRestarter> logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Restarts every running study; waits for the storage to be there.</summary>
    public async Task RestartAllAsync(CancellationToken cancellationToken)
    {
        var restarted = new HashSet<StudyName>();
        while (!await TryRestartAllAsync(restarted, cancellationToken)) await Task.Delay(RetryDelay, time, cancellationToken);
    }

    /// <returns>Whether every study was looked at; not when the storage failed.</returns>
    private async Task<bool> TryRestartAllAsync(HashSet<StudyName> restarted, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (name, _) in store.Index.RunningAsync(cancellationToken))
            {
                if (restarted.Contains(name)) continue;
                await RestartAsync(name, cancellationToken);
                restarted.Add(name);
            }

            return true;
        }
        catch (Exception e) when (StorageFailure.IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            Logs.StorageFailed(logger, e);
            return false;
        }
    }

    private async Task RestartAsync(StudyName name, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindAsync(name, cancellationToken) is not { State: StudyState.Running, Spec.IsExternal: false } study) return;
            if (await store.RestartAsync(name, study.Run, cancellationToken) is { State: StudyState.Running } restarted)
                await starter.EnsureStartedAsync(client, restarted, cancellationToken);
        }
        catch (Exception e) when (!StorageFailure.IsOutage(e) && !cancellationToken.IsCancellationRequested)
        {
            // Its row may be damaged, say. The other studies go on; the sweep looks at this one again.
            Logs.RestartFailed(logger, name, e);
        }
    }
}
