using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Waits for the next thing that is due, has everything looked after, and begins anew; there is one in a task hub, and it never
/// ends. While nothing is due it waits for an event, which costs nothing.</summary>
public static class HousekeepingOrchestration
{
    /// <summary>Its id; those of studies have a <c>~</c>.</summary>
    internal const string Instance = "housekeeping";

    /// <summary>The event that something is due at a time, its payload (UTC).</summary>
    internal const string DueEvent = "due";

    /// <summary>After so many events the history begins anew.</summary>
    private const int EventsPerHistory = 50;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Waits, and looks once.</summary>
    [Function(nameof(HousekeepingOrchestration))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var due = context.GetInput<DateTime?>();
        var asked = context.WaitForExternalEvent<DateTime>(DueEvent);
        var isTime = due <= context.CurrentUtcDateTime;
        for (var heard = 0; heard < EventsPerHistory && !isTime; heard++)
        {
            isTime = await IsTimeAsync(context, due, asked);
            if (isTime) break;
            due = Earlier(due, await asked);
            asked = context.WaitForExternalEvent<DateTime>(DueEvent);
            isTime = due <= context.CurrentUtcDateTime;
        }

        if (isTime) due = await LookAsync(context, due!.Value);
        // An event that came meanwhile was taken by this history, which would forget it.
        if (asked.IsCompletedSuccessfully) due = Earlier(due, await asked);
        context.ContinueAsNew(due);
    }

    /// <summary>Waits until it is time, or an event comes.</summary>
    /// <returns>Whether it is time.</returns>
    private static async Task<bool> IsTimeAsync(TaskOrchestrationContext context, DateTime? due, Task asked)
    {
        if (due is not { } at)
        {
            await asked;
            return false;
        }

        using var timer = new CancellationTokenSource();
        var time = context.CreateTimer(at, timer.Token);
        var isTime = await Task.WhenAny(asked, time) == time;
        timer.Cancel();
        return isTime;
    }

    private static async Task<DateTime?> LookAsync(TaskOrchestrationContext context, DateTime due)
    {
        try
        {
            return await context.CallActivityAsync<DateTime?>(nameof(KeepHouse), due);
        }
        catch (TaskFailedException)
        {
            return context.CurrentUtcDateTime + AfterFailure;
        }
    }

    private static DateTime Earlier(DateTime? due, DateTime asked) => due < asked ? due.Value : asked;
}
