using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

/// <summary>What is kept of studies that have ended, one row each, at most <see cref="Most"/>: of more those go that ended longest ago.
/// </summary>
/// <remarks>
/// A row is written before the index says that its study has ended, so that whoever repairs the index writes it again; and it is read
/// only when the study was seen to exist after that, so that nothing is left of one that was deleted meanwhile.
/// </remarks>
/// <param name="tables">The tables.</param>
/// <param name="time">The clock.</param>
public sealed class MemoryStore(TunerTables tables, TimeProvider time)
{
    /// <summary>How many studies are kept.</summary>
    public const int Most = 10_000;

    private const int PageSize = 1_000;
    private static readonly string[] s_age = ["RowKey", MemoryRow.EndedAt];
    private static readonly string[] s_identity = ["Id", StudyRow.Deleting];

    private readonly StudyReader _reader = new(tables);

    /// <summary>How many are kept; fewer only in tests.</summary>
    internal int Limit { get; init; } = Most;

    /// <summary>What is kept of a study; null when nothing is.</summary>
    public async Task<MemoryEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await ReadAsync(id, null, cancellationToken) is { } row && row.GetBoolean(MemoryRow.Unsure) != true
            ? MemoryRow.FromEntity(row)
            : null;

    /// <summary>One page, without the points, by the creation of the studies.</summary>
    /// <param name="after">The last one of the page before; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The page, and the id to go on after.</returns>
    public async Task<PageView<MemoryEntry>> ListAsync(Guid? after, int limit, CancellationToken cancellationToken)
    {
        var from = after is { } id ? TableClient.CreateQueryFilter($" and RowKey gt {MemoryRow.KeyOf(id)}") : "";
        var items = await OutlinesAsync(from, Math.Min(limit + 1, PageSize), cancellationToken)
            .Take(limit + 1).ToListAsync(cancellationToken);
        return items.Count > limit
            ? new PageView<MemoryEntry>(items[..limit], MemoryRow.KeyOf(items[limit - 1].Id))
            : new PageView<MemoryEntry>(items, null);
    }

    /// <summary>Everything that is kept, without the points.</summary>
    public IAsyncEnumerable<MemoryEntry> ListAsync(CancellationToken cancellationToken) => OutlinesAsync("", PageSize, cancellationToken);

    /// <summary>Forgets a study; its next end is kept again.</summary>
    /// <returns>Whether anything was kept of it.</returns>
    public async Task<bool> ForgetAsync(Guid id, CancellationToken cancellationToken)
    {
        try
        {
            // The client takes a 404 for an answer.
            using var response = await tables.Memory.DeleteEntityAsync(
                StudyKeys.MemoryPartition, MemoryRow.KeyOf(id), ETag.All, cancellationToken);
            return response.Status != 404;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false; // There is no table.
        }
    }

    /// <summary>Keeps what there is to keep of a study that has ended; can be repeated. A study that the storage refuses to keep ends all
    /// the same.</summary>
    internal async Task RememberAsync(Study study, CancellationToken cancellationToken)
    {
        if (study is not { Id: { } id, State: StudyState.Ended }) return;
        try
        {
            if (await ReadAsync(id, s_age, cancellationToken) is not { } known
                || known.GetDateTimeOffset(MemoryRow.EndedAt) < study.EndedAt)
                await WriteAsync(await EntryAsync(study, cancellationToken), cancellationToken);
            await ConfirmAsync(id, study.Name, cancellationToken);
        }
        catch (Exception e) when (StorageFailure.IsRefusal(e))
        {
            // A row that cannot be read, or that is too large.
        }
    }

    /// <summary>Keeps a study anew of which something is kept: other trials of it count than when it ended. One that was forgotten stays
    /// so.</summary>
    /// <param name="study">The study.</param>
    /// <param name="now">Reads it as it is.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task RenewAsync(Study study, Func<Task<Study?>> now, CancellationToken cancellationToken)
    {
        if (study.Id is not { } id) return;
        for (var tries = 0; ; tries++)
        {
            // The row is read first: who writes it with what the study was before that fails.
            if (await ReadAsync(id, [.. s_age, MemoryRow.Unsure], cancellationToken) is not { } known) return;
            if (await now() is not { State: StudyState.Ended } there || there.Id != id) return;
            try
            {
                var row = MemoryRow.ToEntity(Fitting(await EntryAsync(there, cancellationToken)));
                row[MemoryRow.Unsure] = known.GetBoolean(MemoryRow.Unsure) == true;
                await tables.Memory.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when ((Conflict.IsConflict(e) || e.Status == 404) && tries < Conflict.MaxTries)
            {
                await Conflict.WaitAsync(tries, time, cancellationToken);
            }
            catch (Exception e) when (StorageFailure.IsRefusal(e))
            {
                return; // As where it ends: a row that cannot be read, or that is too large.
            }
        }
    }

    /// <summary>Settles the rows whose writer was lost before it saw that the study still exists.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var unsure = new List<TableEntity>();
        await foreach (var row in QueryAsync(" and Unsure eq true", PageSize, ["RowKey", "Name"], cancellationToken)) unsure.Add(row);
        foreach (var row in unsure)
            await ConfirmAsync(Guid.ParseExact(row.RowKey, "N"), StudyName.Parse(row.GetString("Name")), cancellationToken);
    }

    /// <summary>What is to be kept of a study.</summary>
    internal async Task<MemoryEntry> EntryAsync(Study study, CancellationToken cancellationToken)
    {
        var trials = await _reader.QueryTrialsAsync(study.Name, 0, null, cancellationToken)
            .Select(t => t.Trial).ToListAsync(cancellationToken);
        var declared = study.Spec.OpenSpace ? (await _reader.ReadSpaceAsync(study.Name, cancellationToken)).Space.Parameters : null;
        return MemoryEntry.Of(study, trials, declared);
    }

    /// <summary>Writes a row over an older one of the same study, never over a newer one.</summary>
    private async Task WriteAsync(MemoryEntry entry, CancellationToken cancellationToken)
    {
        await tables.Memory.CreateIfNotExistsAsync(cancellationToken);
        var row = MemoryRow.ToEntity(Fitting(entry));
        for (var tries = 0; ; tries++)
        {
            if (await StudyIndex.AddIfAbsentAsync(tables.Memory, row, cancellationToken)) break;
            if (await ReadAsync(entry.Id, s_age, cancellationToken) is not { } known) continue;
            if (known.GetDateTimeOffset(MemoryRow.EndedAt) >= entry.EndedAt) return;
            try
            {
                await tables.Memory.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when ((Conflict.IsConflict(e) || e.Status == 404) && tries < Conflict.MaxTries)
            {
                await Conflict.WaitAsync(tries, time, cancellationToken);
            }
        }

        await TrimAsync(cancellationToken);
    }

    /// <summary>As much of an entry as fits into a row.</summary>
    private static MemoryEntry Fitting(MemoryEntry entry)
    {
        if (LongText.Fits(MemoryRow.ToEntity(entry))) return entry;
        var smaller = entry with { Sample = [], Best = [.. entry.Best.Take(1)] };
        return LongText.Fits(MemoryRow.ToEntity(smaller)) ? smaller : smaller with { Best = [] };
    }

    /// <summary>Lets a row be read whose study exists; removes that of one which was deleted while the row was written.</summary>
    private async Task ConfirmAsync(Guid id, StudyName name, CancellationToken cancellationToken)
    {
        var studies = await tables.StudiesAsync(cancellationToken);
        var study = await studies.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.StudyRow, s_identity, cancellationToken);
        if (!study.HasValue || study.Value!.ContainsKey(StudyRow.Deleting) || study.Value.GetGuid("Id") != id)
        {
            await ForgetAsync(id, cancellationToken);
            return;
        }

        try
        {
            var sure = new TableEntity(StudyKeys.MemoryPartition, MemoryRow.KeyOf(id)) { [MemoryRow.Unsure] = false };
            await tables.Memory.UpdateEntityAsync(sure, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It was forgotten.
        }
    }

    /// <summary>Removes those that ended longest ago, as far as there are too many.</summary>
    private async Task TrimAsync(CancellationToken cancellationToken)
    {
        var rows = await QueryAsync("", PageSize, s_age, cancellationToken).ToListAsync(cancellationToken);
        foreach (var row in rows.OrderBy(r => r.GetDateTimeOffset(MemoryRow.EndedAt)).Take(Math.Max(0, rows.Count - Limit)))
            await tables.Memory.DeleteEntityAsync(StudyKeys.MemoryPartition, row.RowKey, ETag.All, cancellationToken);
    }

    private async Task<TableEntity?> ReadAsync(Guid id, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        try
        {
            var row = await tables.Memory.GetEntityIfExistsAsync<TableEntity>(
                StudyKeys.MemoryPartition, MemoryRow.KeyOf(id), columns, cancellationToken);
            return row.HasValue ? row.Value : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null; // There is no table.
        }
    }

    private IAsyncEnumerable<MemoryEntry> OutlinesAsync(string and, int pageSize, CancellationToken cancellationToken) =>
        QueryAsync(and, pageSize, MemoryRow.Outline, cancellationToken)
            .Where(row => row.GetBoolean(MemoryRow.Unsure) != true).Select(MemoryRow.FromEntity);

    private async IAsyncEnumerable<TableEntity> QueryAsync(
        string and, int pageSize, IEnumerable<string> columns,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = tables.Memory.QueryAsync<TableEntity>(
            $"PartitionKey eq '{StudyKeys.MemoryPartition}'{and}", pageSize, columns, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(rows)) yield return rows.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false; // There is no table.
        }
    }
}
