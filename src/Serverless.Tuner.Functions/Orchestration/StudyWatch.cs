using Azure;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// Sees from the index what other hosts were asked for - a study that was started or resumed, extended, stopped or deleted - and lets the
/// orchestrations here know. For a host that drives the studies of a storage
/// on which others only answer: these write the tables and nothing else.
/// </summary>
public sealed class StudyWatch(
    StudyStore store, StudyStarter starter, DurableTaskClient client, TimeProvider time, ILogger<StudyWatch> logger)
{
    /// <summary>How often it looks; each look is one request, and a few more for each study that something was asked of.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How often it looks where no other host is expected.</summary>
    private static readonly TimeSpan IntervalAlone = TimeSpan.FromMinutes(2);

    /// <summary>The studies as they were at their index entries; null for one that could not be looked at.</summary>
    private readonly Dictionary<StudyName, (Study? Study, ETag Entry)> _seen = [];

    /// <summary>Whether no other host is expected on the storage: then it looks rarely, so that an idle server costs next to nothing, and
    /// schedules that another one was given after all wait for the hourly safety net.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Looks until it is asked to stop; at first it takes up every study that runs.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        _seen.Clear();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stopping);
            }
            catch (Exception e)
            {
                // The next look may succeed.
                if (!stopping.IsCancellationRequested) Logs.LookFailed(logger, e);
            }

            await Task.Delay(IsAlone ? IntervalAlone : Interval, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // Of schedules that other hosts were given the index tells nothing.
        if (!IsAlone) await starter.WatchOverAsync(client, cancellationToken);
        var gone = _seen.Keys.ToHashSet();
        await foreach (var (name, entry) in store.Index.RunningAsync(cancellationToken))
        {
            gone.Remove(name);
            if (_seen.TryGetValue(name, out var seen) && seen.Entry == entry) continue;

            try
            {
                await TakeUpAsync(name, entry, cancellationToken);
            }
            catch (Exception e) when (!StorageFailure.IsOutage(e) && !cancellationToken.IsCancellationRequested)
            {
                // A study that cannot be taken up does not keep the others from it, and is logged once.
                Logs.LookFailed(logger, e);
                _seen[name] = (null, entry);
            }
        }

        foreach (var name in gone)
        {
            // It ended here, or another host deleted it; its orchestration learns of that only by advancing.
            if (_seen[name].Study is { } study) await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            _seen.Remove(name);
        }
    }

    private async Task TakeUpAsync(StudyName name, ETag entry, CancellationToken cancellationToken)
    {
        // An entry is there before its study is, and is repaired by the sweep when its study has ended.
        if (await store.FindAsync(name, cancellationToken) is not { State: StudyState.Running } study) return;
        await starter.EnsureStartedAsync(client, study, cancellationToken);
        await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
        _seen[name] = (study, entry);
    }
}
