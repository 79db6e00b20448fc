using Microsoft.DurableTask.Client;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Functions.Notifying;
using Serverless.Tuner.Functions.Orchestration;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Sweeps up what was lost: trials whose worker is gone, and studies whose orchestration is, or stands still; studies
/// for workers that have something to settle for which no worker comes.</summary>
public sealed class SweepStudies(
    StudyStore store,
    TrialClaims claims,
    TrialLeasing leasing,
    StudyStarter starter,
    NoticeSender notices,
    MlflowSender mlflow,
    SweepFaults faults,
    Standstills standstills,
    DiskSpace disk,
    TimeProvider time,
    ILogger<SweepStudies> logger)
{
    /// <summary>How long a study is sent to the MLflow server: what else is due waits for it.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Looks at every running study, and at those that have webhooks, or the MLflow server, to tell.</summary>
    /// <returns>When to look again; null when nothing is under way.</returns>
    internal async Task<DateTimeOffset?> RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var next = (DateTimeOffset?)null;
        await foreach (var (name, _) in store.Index.RunningAsync(cancellationToken))
            next = Housekeeping.Earlier(next, await TryAsync(name, async () =>
            {
                // Not through the cache: a sweep over many studies would drop those that are in use.
                if (await store.ReadAsync(name, cancellationToken) is not { } study) return Soon;
                if (study.State == StudyState.Ended) await store.Index.RepairAsync(study, cancellationToken);
                else await SweepAsync(client, study, cancellationToken);
                var due = DueOf(study);
                if (study.Notices.Count > 0) due = Housekeeping.Earlier(due, await notices.SendDueAsync(name, cancellationToken));
                if (study.Spec.Mlflow is not null) due = Housekeeping.Earlier(due, await SendAsync(name, cancellationToken));
                return due;
            }, cancellationToken));
        await foreach (var (name, isForMlflow) in store.Index.NotifyingAsync(cancellationToken))
            next = Housekeeping.Earlier(
                next,
                await TryAsync(
                    name,
                    async () => Housekeeping.Earlier(
                        await notices.SendDueAsync(name, cancellationToken),
                        isForMlflow ? await SendAsync(name, cancellationToken) : null),
                    cancellationToken));
        return next;
    }

    /// <summary>Sends to the MLflow server what is not there yet.</summary>
    private Task<DateTimeOffset?> SendAsync(StudyName name, CancellationToken cancellationToken) =>
        mlflow.SendDueAsync(name, s_patience, isLast: false, cancellationToken);

    private DateTimeOffset? Soon => time.GetUtcNow() + DueTimer.Soon;

    /// <summary>When a study is to be looked after again. A trial that runs may lose its worker at any time; where none does, only time
    /// can pass, or somebody ask for something.</summary>
    private DateTimeOffset? DueOf(Study study)
    {
        var waits = study is { StopReason: null, Open.Count: 0 } && (study.Spec.IsExternal || WaitsForLong(study));
        return waits ? study.Deadline : Soon;
    }

    /// <summary>It waits for its end of a pause, or for money of the budget that it shares.</summary>
    private static bool WaitsForLong(Study study) => study.IsPaused || study.LacksOfGroup.Micro > 0;

    /// <summary>Looks after one study; the others are swept whatever comes of it.</summary>
    private async Task<DateTimeOffset?> TryAsync(
        StudyName name, Func<Task<DateTimeOffset?>> look, CancellationToken cancellationToken)
    {
        try
        {
            var next = await look();
            faults.Clear(name);
            return next;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (faults.IsNew(name, e)) Logs.SweepFailed(logger, name, e);
            return Soon;
        }
    }

    private async Task SweepAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        var name = study.Name;
        if (study.Spec.IsExternal)
        {
            if (await leasing.MustSettleAsync(study, cancellationToken)) await leasing.SettleAsync(name, cancellationToken);
            return;
        }

        var metadata = await client.GetInstancesAsync(StudyStarter.InstanceId(name, study.Run), false, cancellationToken);
        if (metadata is null)
        {
            // The process that created it failed before it could start it.
            await starter.EnsureStartedAsync(client, study, cancellationToken);
            return;
        }

        if (metadata.IsCompleted)
        {
            Logs.OrchestrationGone(logger, name, metadata.RuntimeStatus.ToString());
            if (metadata.RuntimeStatus == OrchestrationRuntimeStatus.Failed) await ReplaceFailedAsync(client, study, cancellationToken);
            else await RestartAsync(client, study, cancellationToken);
            return;
        }

        if (await StandsStillAsync(study, metadata, cancellationToken))
        {
            Logs.StandsStill(logger, name);
            standstills.Restarted(study);
            await RestartAsync(client, study, cancellationToken);
            return;
        }

        foreach (var number in await claims.FindLostAsync(name, cancellationToken))
        {
            Logs.WorkerLost(logger, number, name);
            await starter.WakeAsync(client, study, number, cancellationToken);
        }
    }

    /// <summary>
    /// Whether nothing has happened for long, neither in the orchestration
    /// nor in any row: an evaluation that is alive writes its trial's row
    /// every few seconds. A message that the orchestration waits for was
    /// lost then, and will not come again. Where the guess is wrong, a new
    /// run leaves the trials of the old one to the workers that evaluate them.
    /// </summary>
    private async Task<bool> StandsStillAsync(Study study, OrchestrationMetadata metadata, CancellationToken cancellationToken)
    {
        if (study is { StopReason: null, Open.Count: 0 } && WaitsForLong(study)) return false;
        var since = time.GetUtcNow() - standstills.Patience(study);
        return !disk.IsFull && metadata.LastUpdatedAt < since && !await store.HasChangedSinceAsync(study, since, cancellationToken);
    }

    /// <summary>A failed run counts, unless the storage did not answer it: that ends no study, however long it lasts.</summary>
    private async Task ReplaceFailedAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        var (name, run) = (study.Name, study.Run);
        // What it failed of is told only to those who ask for everything.
        var metadata = await client.GetInstancesAsync(StudyStarter.InstanceId(StudyName.Parse(name), run), true, cancellationToken);
        var failure = new RunFailure(metadata?.FailureDetails);
        var next = failure.IsOutage
            ? await store.RestartAsync(StudyName.Parse(name), run, cancellationToken)
            : await store.FailRunAsync(StudyName.Parse(name), run, failure.Text, cancellationToken);
        if (next is { State: StudyState.Running }) await starter.EnsureStartedAsync(client, next, cancellationToken);
        else if (next is { StopReason: StopReason.Error }) Logs.RunsFailed(logger, name, failure.Text);
    }

    private async Task RestartAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        if (await store.RestartAsync(study.Name, study.Run, cancellationToken) is { State: StudyState.Running } restarted)
            await starter.EnsureStartedAsync(client, restarted, cancellationToken);
    }
}
