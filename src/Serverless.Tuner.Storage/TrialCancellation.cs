namespace Serverless.Tuner.Storage;

/// <summary>Cancels trials. The study's row says that a trial is to end; the evaluation that holds it sees that there, and ends it. One
/// that no evaluation holds is ended here.</summary>
public sealed class TrialCancellation(StudyStore store, TunerTables tables, TimeProvider time)
{
    /// <summary>Asks a trial to end as pruned; asked again, changes nothing.</summary>
    /// <returns>The trial as it is then, with its study; null when there is no such study or trial.</returns>
    public async Task<(Study Study, Trial Trial)?> CancelAsync(StudyName name, int number, CancellationToken cancellationToken)
    {
        if (await store.ChangeAsync(name, study => StudyRequests.Cancel(study, number), cancellationToken) is not { } study) return null;
        for (var tries = 0; ; tries++)
        {
            if (await store.Reader.ReadTrialAsync(name, number, cancellationToken) is not var (trial, etag)) return null;
            if (trial.State != TrialState.Waiting && !trial.IsElsewhere) return (study, trial);
            if (await TryEndAsync(study, trial, etag, isLastTry: tries == Conflict.MaxTries, cancellationToken) is { } ended)
                return (study, ended);
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    /// <returns>The trial as it ended; null when an evaluation has claimed
    /// it meanwhile, or the answer to an earlier try was lost.</returns>
    private async Task<Trial?> TryEndAsync(Study study, Trial trial, ETag etag, bool isLastTry, CancellationToken cancellationToken)
    {
        var (name, now) = (study.Name, time.GetUtcNow());
        var ended = trial.IsElsewhere
            ? RemoteAttempt.Ended(study, trial, TrialOutcome.PrunedAt(TrialOutcome.CancelledReason, trial.Callback!.Last), now)
            : trial with { Outcome = TrialOutcome.Pruned(TrialOutcome.CancelledReason, null), EndedAt = now };
        var table = await tables.StudiesAsync(cancellationToken);
        try
        {
            var response = await table.UpdateEntityAsync(
                TrialRow.ToEntity(name, ended), etag, TableUpdateMode.Replace, cancellationToken);
            store.Cache.Get(name).SetTrial(ended, response.Headers.ETag!.Value);
            return ended;
        }
        catch (RequestFailedException e) when (e.Status == 404 || (Conflict.IsConflict(e) && !isLastTry))
        {
            return null;
        }
    }
}
