using Microsoft.DurableTask;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Has one trial evaluated, until it has ended: attempt after attempt, with the waits between them.</summary>
/// <param name="context">The orchestration.</param>
/// <param name="run">The study's run that it is.</param>
/// <param name="number">The trial.</param>
/// <param name="look">Given when trials that wait for call-backs are to be looked at.</param>
/// <param name="timers">Ends the waits that are left when the orchestration ends.</param>
internal sealed class TrialWait(TaskOrchestrationContext context, StudyRun run, int number, Signal look, CancellationToken timers)
{
    private Task? _told;

    /// <summary>The event by which a call-back lets the orchestration look at its trial.</summary>
    public static string EventOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"trial-{number}");

    public async Task EvaluateAsync()
    {
        // What is said while the trial is looked at counts, too.
        var next = look.Next;
        while (await AttemptAsync() is { } reply)
        {
            if (reply.LookAt is { } at) await UntilToldAsync(at, next);
            else await context.CreateTimer(context.CurrentUtcDateTime.AddSeconds(reply.RetryAfterSeconds!.Value), CancellationToken.None);
            next = look.Next;
        }
    }

    /// <summary>One attempt at the trial, or a look at it; the answer is when another one is due, null when it has ended.</summary>
    private async Task<EvaluateReply?> AttemptAsync()
    {
        var reply = await context.CallActivityAsync<EvaluateReply>(
            nameof(EvaluateTrial), new EvaluateRequest(run.Study, run.Run, number), StudyOrchestration.Persistent);
        return reply is { LookAt: null, RetryAfterSeconds: null } ? null : reply;
    }

    /// <summary>Waits for the event of a call-back, without any function that runs meanwhile.</summary>
    private async Task UntilToldAsync(DateTime at, Task next)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(timers);
        // One that still waits takes the next event: it is kept for the next wait.
        _told ??= context.WaitForExternalEvent<object?>(EventOf(number), timers);
        await Task.WhenAny(_told, next, context.CreateTimer(at, timer.Token));
        timer.Cancel();
        if (_told.IsCompleted) _told = null;
    }
}
