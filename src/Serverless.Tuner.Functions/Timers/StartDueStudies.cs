using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Schedules;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Starts the studies of schedules that are due, and looks what has become of those that were started.</summary>
public sealed class StartDueStudies(ScheduleStore schedules, ScheduleDriver driver, ILogger<StartDueStudies> logger)
{
    /// <summary>Looks at every schedule once a minute.</summary>
    [Function(nameof(StartDueStudies))]
    public async Task RunAsync(
        [TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var name in await schedules.NamesAsync(cancellationToken))
            try
            {
                await driver.DriveAsync(name, client, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The others are driven whatever comes of it; it comes again in a minute.
                Logs.ScheduleFailed(logger, name, e);
            }
    }
}
