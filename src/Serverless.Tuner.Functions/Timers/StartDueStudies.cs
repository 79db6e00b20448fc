using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Schedules;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Starts the studies of schedules that are due, and looks what has become of those that were started.</summary>
public sealed class StartDueStudies(ScheduleStore schedules, ScheduleDriver driver, TimeProvider time, ILogger<StartDueStudies> logger)
{
    /// <summary>Looks at every schedule.</summary>
    /// <returns>When the next of them is due; null when none is.</returns>
    internal async Task<DateTimeOffset?> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var next = (DateTimeOffset?)null;
        foreach (var name in await schedules.NamesAsync(cancellationToken))
            try
            {
                next = Housekeeping.Earlier(next, await driver.DriveAsync(name, client, cancellationToken));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The others are driven whatever comes of it; it comes again in a minute.
                Logs.ScheduleFailed(logger, name, e);
                next = Housekeeping.Earlier(next, time.GetUtcNow() + DueTimer.Soon);
            }

        return next;
    }
}
