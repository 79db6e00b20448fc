using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>The rows of trials whose evaluation goes on elsewhere: read afresh, and written only if nobody has written meanwhile.</summary>
public sealed class RemoteTrialRows(StudyStore store, TunerTables tables, TimeProvider time)
{
    /// <summary>How often whoever writes tries again.</summary>
    public const int MaxTries = Conflict.MaxTries;

    /// <summary>A trial with its study, as they stand in the tables; null when there is none.</summary>
    public async Task<RemoteTrial?> FindAsync(StudyName name, int number, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { } study
            || await store.Reader.ReadTrialAsync(name, number, cancellationToken) is not var (trial, etag)) return null;
        return new RemoteTrial(study, trial, etag);
    }

    /// <summary>The reports of a trial's attempt, in the order in which they came.</summary>
    public async Task<IReadOnlyList<Report>> ReportsAsync(StudyName name, Trial trial, CancellationToken cancellationToken)
    {
        var reports = new List<Report>();
        await foreach (var page in store.Reader.QueryReportsAsync(name, trial.Number, trial.Number, cancellationToken))
            reports.AddRange(page.Where(batch => batch.Attempt == trial.Attempt).SelectMany(batch => batch.Reports));
        return reports;
    }

    /// <summary>The reports of all trials from <paramref name="first"/> on; each page is a request.</summary>
    public IAsyncEnumerable<IReadOnlyList<ReportBatch>> ReportsFromAsync(StudyName name, int first, CancellationToken cancellationToken) =>
        store.Reader.QueryReportsAsync(name, first, last: null, cancellationToken);

    /// <summary>What another room remembers of the study in this process.</summary>
    public T Memory<T>(StudyName name)
        where T : class, IStudyMemory, new() => store.Cache.Get(name).Memory<T>();

    /// <summary>Sets more money aside for a trial, up to a sum, as far as the limit allows.</summary>
    /// <returns>The study after it; null when it is gone.</returns>
    public Task<Study?> ReserveUpToAsync(StudyName name, int number, Money sum, CancellationToken cancellationToken) =>
        store.ReserveMoreAsync(name, run: null, number, sum, cancellationToken);

    /// <summary>Writes a trial as it goes on or ends, with the reports that came along.</summary>
    /// <returns>Whether it was written; not when another writer has changed it, or it is gone: then it is to be read again.</returns>
    public async Task<bool> TryWriteAsync(
        RemoteTrial before, Trial next, IReadOnlyList<Report> reports, int tries, CancellationToken cancellationToken)
    {
        var batches = new ReportBuffer(next.Number, next.Attempt);
        foreach (var report in reports) batches.Add(report);
        var rows = batches.Next(next.HasEnded ? next : null, marksEnd: before.Study.Spec.Pruner.Type != PrunerSpec.DefaultType);
        var first = before.Trial.Callback?.Batches ?? 0;
        if (next.Callback is { } callback) next = next with { Callback = callback with { Batches = first + rows.Count } };
        var table = await tables.StudiesAsync(cancellationToken);
        try
        {
            var responses = await Transaction.SubmitAsync(
                table,
                [
                    new(TableTransactionActionType.UpdateReplace, TrialRow.ToEntity(before.Study.Name, next), before.ETag),
                    .. rows.Select((row, i) => new TableTransactionAction(
                        TableTransactionActionType.UpsertReplace, row.ToEntity(before.Study.Name, first + i))),
                ],
                time,
                cancellationToken);
            store.Cache.Get(before.Study.Name).SetTrial(next, responses[0].Headers.ETag!.Value);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404 || (Conflict.IsConflict(e) && tries < MaxTries))
        {
            await Conflict.WaitAsync(tries, time, cancellationToken);
            return false;
        }
    }
}
