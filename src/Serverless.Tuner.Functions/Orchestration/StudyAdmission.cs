using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>Sees to it that others go on when a study gives something back: its place among those that run at once, or money of the
/// budget that it shares. What does not come about here the sweep makes up for.</summary>
public sealed class StudyAdmission(QueuedStudies queue, StudyStore store, StudyStarter starter, ILogger<StudyAdmission> logger)
{
    /// <summary>Lets those run that are pending and may, and starts their orchestrations.</summary>
    internal async Task AdmitAsync(DurableTaskClient client, CancellationToken cancellationToken) =>
        await StartAsync(client, await queue.AdmitAsync(cancellationToken), cancellationToken);

    /// <summary>Starts the orchestrations of studies that may run.</summary>
    internal async Task StartAsync(DurableTaskClient client, IReadOnlyList<Study> admitted, CancellationToken cancellationToken)
    {
        foreach (var study in admitted) await starter.EnsureStartedAsync(client, study, cancellationToken);
    }

    /// <summary>A study has ended or is gone: its place is another's. Where nothing limits how many run, this asks nothing.</summary>
    internal async Task AfterEndAsync(DurableTaskClient client, Study study, CancellationToken cancellationToken)
    {
        if (study.Places.Count == 0) return;
        try
        {
            await queue.ReleaseAsync(study, cancellationToken);
            await AdmitAsync(client, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Logs.AdmissionFailed(logger, study.Name, e);
        }
    }

    /// <summary>Has studies look again that waited for money.</summary>
    internal async Task WakeAsync(DurableTaskClient client, IReadOnlyList<string> studies, CancellationToken cancellationToken)
    {
        foreach (var name in studies)
            try
            {
                if (await store.ReadAsync(StudyName.Parse(name), cancellationToken) is { State: StudyState.Running } study)
                    await starter.WakeAsync(client, study, lostTrial: null, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                Logs.WakeFailed(logger, name, e);
            }
    }
}
