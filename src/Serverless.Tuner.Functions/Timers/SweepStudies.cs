using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Timers;

/// <summary>Sweeps up what was lost: trials whose worker is gone, and studies whose orchestration is.</summary>
public sealed class SweepStudies(StudyStore store, TrialClaims claims, StudyStarter starter, SweepFaults faults, ILogger<SweepStudies> logger)
{
    /// <summary>Looks at every running study once a minute.</summary>
    [Function(nameof(SweepStudies))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var (name, _) in store.Index.RunningAsync(cancellationToken))
        {
            try
            {
                // Not through what this process remembers: to look at a study is no reason to forget another.
                if (await store.ReadAsync(name, cancellationToken) is not { } study) continue;
                if (study.State == StudyState.Ended) await store.Index.RepairAsync(study, cancellationToken);
                else await SweepAsync(client, study, cancellationToken);
                faults.Clear(name);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // One study with which something is wrong is no reason to leave the others alone.
                if (faults.IsNew(name, e)) Logs.SweepFailed(logger, name, e);
            }
        }
    }

    private async Task SweepAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        var name = study.Spec.Name;
        var metadata = await client.GetInstancesAsync(StudyStarter.InstanceId(name, study.Run), false, cancellationToken);
        if (metadata is null)
        {
            // Created, but whoever created it did not come to start it.
            await starter.EnsureStartedAsync(client, study, cancellationToken);
            return;
        }

        if (metadata.IsCompleted)
        {
            Logs.OrchestrationGone(logger, name, metadata.RuntimeStatus.ToString());
            if (await store.RestartAsync(name, study.Run, cancellationToken) is { State: StudyState.Running } restarted)
                await starter.EnsureStartedAsync(client, restarted, cancellationToken);
            return;
        }

        foreach (var number in await claims.FindLostAsync(name, cancellationToken))
        {
            Logs.WorkerLost(logger, number, name);
            await starter.WakeAsync(client, study, number, cancellationToken);
        }
    }
}
