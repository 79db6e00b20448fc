using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Looks after everything that has no orchestration of its own to do so, or may have lost it.</summary>
public sealed class Housekeeping(
    StartDueStudies schedules, SweepBudgets budgets, SweepStudies studies, SettleAllowances allowances, TimeProvider time,
    ILogger<Housekeeping> logger)
{
    /// <summary>Looks follow each other no faster: each is billed.</summary>
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);

    /// <summary>Looks once; one kind of thing is looked after whatever becomes of the others.</summary>
    /// <returns>When there is something to look after again; null when nothing is known to be.</returns>
    internal async Task<DateTimeOffset?> LookAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        Func<Task<DateTimeOffset?>>[] looks =
        [
            () => schedules.RunAsync(client, cancellationToken),
            () => budgets.RunAsync(client, cancellationToken),
            // After those that may start studies: what runs is looked after again soon.
            () => studies.RunAsync(client, cancellationToken),
            () => allowances.RunAsync(cancellationToken),
        ];
        var next = (DateTimeOffset?)null;
        foreach (var look in looks) next = Earlier(next, await TryAsync(look, cancellationToken));
        // Whatever is said to be due already was looked after just now.
        var soonest = time.GetUtcNow() + LeastPause;
        return next < soonest ? soonest : next;
    }

    /// <summary>The earlier of two times, of which null is never.</summary>
    internal static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private async Task<DateTimeOffset?> TryAsync(Func<Task<DateTimeOffset?>> look, CancellationToken cancellationToken)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.HousekeepingFailed(logger, e);
            return time.GetUtcNow() + DueTimer.Soon;
        }
    }
}
