using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.Functions.Timers;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// Starts, wakes and ends the orchestrations of studies, through the durable client only. On a host that does not drive studies it leaves
/// that to the one that does, whose <see cref="StudyWatch"/> sees from the tables what there is to do. A study whose trials workers
/// evaluate has no orchestration: it is advanced at once, on whatever host.
/// </summary>
public sealed class StudyStarter(StudyStore store, TrialLeasing leasing, DueTimer timer, ILogger<StudyStarter> logger)
{
    /// <summary>The service takes instance ids of at most 100 characters; the run's token needs some of them.</summary>
    private const int MaxName = 64;

    /// <summary>Whether this host drives studies. Default: true, as on Azure, where
    /// the durable client reaches orchestrations on whatever host they run.</summary>
    public bool Drives { get; set; } = true;

    /// <summary>The instance of a study's run: its own id, so that a run that was replaced can never be taken for its successor.</summary>
    internal static string InstanceId(StudyName study, string run)
    {
        var name = study.ToString();
        if (name.Length <= MaxName) return $"{name}~{run}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];
        return $"{name[..(MaxName - 17)]}~{hash}~{run}";
    }

    /// <summary>Has looked after within a minute what the caller is about to write; a host that does not drive studies leaves that, too.
    /// </summary>
    internal Task WatchOverAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        Drives ? timer.SetSoonAsync(client, cancellationToken) : Task.CompletedTask;

    /// <summary>Makes sure that the study's run has its orchestration.</summary>
    internal async Task EnsureStartedAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        await WatchOverAsync(client, cancellationToken);
        if (!Drives || study.Spec.IsExternal) return;
        var instance = InstanceId(study.Name, study.Run);
        if (await client.GetInstancesAsync(instance, false, cancellationToken) is not null) return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(StudyOrchestration), new StudyRun(
                    study.Name, study.Run, study.Sequence), new StartOrchestrationOptions(instance), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Another caller has scheduled it, or this call succeeded without an answer: the instance is there then.
            if (await client.GetInstancesAsync(instance, false, cancellationToken) is null) throw;
        }
    }

    /// <summary>Makes the study's orchestration advance at once; one that does not run any more is no error.</summary>
    /// <param name="client">The durable client.</param>
    /// <param name="study">The study.</param>
    /// <param name="lostTrial">A trial whose worker was lost; null when it is woken for another reason.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The study as it then is, as far as that is known.</returns>
    internal async Task<Study> WakeAsync(DurableTaskClient client, Study study, int? lostTrial, CancellationToken cancellationToken)
    {
        await WatchOverAsync(client, cancellationToken);
        try
        {
            if (study.Spec.IsExternal) return await leasing.SettleAsync(study.Name, cancellationToken) ?? study;
            if (Drives)
                await client.RaiseEventAsync(
                    InstanceId(study.Name, study.Run), StudyOrchestration.WakeEvent, lostTrial, cancellationToken);
            else await store.Index.MarkAskedAsync(study.Name, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.WakeFailed(logger, study.Name, e);
        }

        return study;
    }

    /// <summary>A call-back has told of a trial, which is on its row: lets the orchestration look at it.</summary>
    internal async Task WakeTrialAsync(DurableTaskClient client, Study study, int number, CancellationToken cancellationToken)
    {
        if (!Drives)
        {
            await WakeAsync(client, study, lostTrial: null, cancellationToken);
            return;
        }

        try
        {
            await client.RaiseEventAsync(
                InstanceId(study.Name, study.Run), TrialWait.EventOf(number), eventPayload: null, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.WakeFailed(logger, study.Name, e);
        }
    }

    /// <summary>Removes the orchestration of a study that was deleted; it ends by itself too, at its next advance.</summary>
    internal async Task RemoveAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        if (!Drives || study.Spec.IsExternal) return;
        var instance = InstanceId(study.Name, study.Run);
        try
        {
            if (await client.GetInstancesAsync(instance, false, cancellationToken) is not { } metadata) return;
            if (!metadata.IsCompleted) await client.TerminateInstanceAsync(instance, "deleted", cancellationToken);
            await client.PurgeInstanceAsync(instance, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.WakeFailed(logger, study.Name, e);
        }
    }
}
