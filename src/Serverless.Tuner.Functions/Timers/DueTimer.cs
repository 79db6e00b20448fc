using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>
/// Sets the one durable timer of the app: the orchestration <see cref="HousekeepingOrchestration"/>, which looks after everything when it
/// is due, sets itself for the next thing due, and sleeps while nothing is.
/// </summary>
/// <remarks>
/// Whoever is about to write something that has to be looked after sets it first: what a process that is lost has written is then looked at
/// all the same. What is written later than the timer comes the hourly safety net finds.
/// </remarks>
public sealed class DueTimer(TimeProvider time, ILogger<DueTimer> logger)
{
    /// <summary>How soon is looked after what somebody is about to write, and how often what is under way.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    // What a request writes is written by then: a look that comes earlier may miss it.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    private long _nextLook;

    /// <summary>Has everything looked after within a minute. One that is set already suffices, so that this costs a call now and then.
    /// </summary>
    internal async Task SetSoonAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var next = new DateTimeOffset(Interlocked.Read(ref _nextLook), TimeSpan.Zero);
        if (next < now + Slack || next > now + Soon) await TrySetAsync(client, now + Soon, cancellationToken);
    }

    /// <summary>Has everything looked after no later than a time, whatever was set before.</summary>
    internal async Task TrySetAsync(DurableTaskClient client, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            await SetAsync(client, at.UtcDateTime, cancellationToken);
            Interlocked.Exchange(ref _nextLook, at.UtcTicks);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The safety net comes by; what was asked for is no worse for it.
            Logs.TimerNotSet(logger, e);
        }
    }

    private static async Task SetAsync(DurableTaskClient client, DateTime at, CancellationToken cancellationToken)
    {
        const string Instance = HousekeepingOrchestration.Instance;
        if (await client.GetInstancesAsync(Instance, false, cancellationToken) is null or { IsCompleted: true })
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(
                    nameof(HousekeepingOrchestration), at, new StartOrchestrationOptions(Instance), cancellationToken);
                return;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Another process was faster, or this call succeeded without an answer: then the instance is there.
                if (await client.GetInstancesAsync(Instance, false, cancellationToken) is null or { IsCompleted: true }) throw;
            }

        await client.RaiseEventAsync(Instance, HousekeepingOrchestration.DueEvent, at, cancellationToken);
    }
}
