using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Loops suggest → evaluate → tell until the study is over.</summary>
public static class StudyOrchestration
{
    /// <summary>The event that makes the orchestration advance at once; its payload
    /// is the number of a trial whose worker was lost, if one was.</summary>
    internal const string WakeEvent = "wake";

    /// <summary>
    /// After so many trials, or after as many as run at once, nothing more
    /// is started, and when all have ended the history begins anew. A trial
    /// takes up to eight events of Durable Functions: with at most 100 at
    /// once below 1,000 in all, some retries included; above, eight for each.
    /// </summary>
    private const int TrialsPerHistory = 100;

    // Storage that does not answer is no reason to give up a study: about an hour of tries, and the sweep after that. What the
    // storage refuses is not asked for again; the orchestration fails, and the sweep begins another run.
    internal static readonly TaskOptions Persistent = TaskOptions.FromRetryPolicy(
        new RetryPolicy(
            maxNumberOfAttempts: 60, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromMinutes(1))
        {
            HandleFailure = failure => !failure.IsCausedBy<StorageRefusedException>(),
        });

    /// <summary>Runs a study.</summary>
    [Function(nameof(StudyOrchestration))]
    public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var run = context.GetInput<StudyRun>() ?? throw new InvalidOperationException("The orchestration has no input.");
        using var timers = new CancellationTokenSource();
        try
        {
            return await AdvanceUntilOverAsync(context, run, timers.Token);
        }
        finally
        {
            // A timer that is still set would keep the orchestration from ending.
            timers.Cancel();
        }
    }

    private static async Task<string> AdvanceUntilOverAsync(TaskOrchestrationContext context, StudyRun run, CancellationToken timers)
    {
        var running = new SortedDictionary<int, Task>();
        var wake = context.WaitForExternalEvent<int?>(WakeEvent, timers);
        Task? deadline = null;
        var notifying = Task.CompletedTask;
        var mlflow = new MlflowTurns(context, run);
        var look = new Signal();
        var (sequence, started, isLong) = (run.Sequence, 0, false);
        while (true)
        {
            var reply = await context.CallActivityAsync<AdvanceReply>(
                nameof(AdvanceStudy), new AdvanceRequest(run.Study, run.Run, ++sequence, [.. running.Keys], isLong), Persistent);
            if (reply.Notifies) notifying = NotifyAsync(context, run);
            mlflow.Take(reply);
            foreach (var number in reply.Start) running[number] = new TrialWait(context, run, number, look, timers).EvaluateAsync();
            if (reply.IsOver || (isLong && running.Count == 0))
            {
                await notifying;
                await mlflow.EndAsync(reply);
                if (!reply.IsOver) context.ContinueAsNew(run with { Sequence = sequence });
                return reply.Outcome;
            }

            started += reply.Start.Length;
            look.GiveOnceWhen(reply.CutsShort);
            if (reply.More) continue;
            isLong = started >= Math.Max(TrialsPerHistory, reply.Parallelism);
            deadline ??= Timer(context, reply.Deadline, timers);
            await Task.WhenAny(NextOutcome(running.Values, reply.Waves) ?? wake, wake, deadline ?? wake);

            await RemoveEndedAsync(running);
            if (deadline is { IsCompleted: true }) deadline = null;
            if (wake.IsCompleted)
            {
                if (await wake is { } lost) running.Remove(lost);
                wake = context.WaitForExternalEvent<int?>(WakeEvent, timers);
                look.Give();
            }
        }
    }

    private static Task? Timer(TaskOrchestrationContext context, DateTime? at, CancellationToken timers) =>
        at is { } time ? context.CreateTimer(time, timers) : null;

    private static async Task RemoveEndedAsync(SortedDictionary<int, Task> running)
    {
        foreach (var (number, evaluation) in running.Where(r => r.Value.IsCompleted).ToList())
        {
            running.Remove(number);
            await evaluation; // One that was given up fails the orchestration; started again at once, it would fail again and again.
        }
    }

    private static async Task NotifyAsync(TaskOrchestrationContext context, StudyRun run)
    {
        try
        {
            await context.CallActivityAsync<bool>(nameof(SendNotices), new NoticesRequest(run.Study));
        }
        catch (TaskFailedException)
        {
            // The sweep sends what is left: that is no reason to hold up a study.
        }
    }

    private static Task? NextOutcome(IReadOnlyCollection<Task> running, bool waves) =>
        running.Count == 0 ? null : waves ? Task.WhenAll(running) : Task.WhenAny(running);
}
