namespace Serverless.Tuner.Storage;

/// <summary>
/// Deletes a study's rows. Other processes may advance it, evaluate its trials, delete it too and create it anew meanwhile: the study
/// row is marked first and deleted last, and only rows of the study that was marked are deleted.
/// </summary>
internal sealed class StudyDeletion(TunerTables tables, TimeProvider time, ArtifactContainer? artifacts)
{
    private const int PageSize = 1_000;
    private const int BatchSize = 100;
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Marks a study: from then on it is not found, advanced, nor are its trials started.</summary>
    /// <returns>The marked row; null when there is no study.</returns>
    /// <exception cref="StudyChangedException">The condition of <paramref name="ask"/> does not hold.</exception>
    public async Task<TableEntity?> MarkAsync(StudyName name, StudyAsk? ask, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        while (true)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.StudyRow, cancellationToken: cancellationToken);
            if (!row.HasValue) return null;
            var importing = row.Value!.GetBoolean(StudyRow.Importing) == true;
            if (row.Value.ContainsKey(StudyRow.Deleting) && !importing) return row.Value;
            // One that cannot be read can be deleted all the same, but not on a condition.
            if (ask?.Condition is not null && !importing) ask.Check(StudyRow.FromEntity(row.Value));
            try
            {
                var mark = new TableEntity(name, StudyKeys.StudyRow) { [StudyRow.Deleting] = true };
                if (importing) mark[StudyRow.Importing] = false;
                await table.UpdateEntityAsync(mark, row.Value.ETag, TableUpdateMode.Merge, cancellationToken);
            }
            catch (RequestFailedException e) when (Conflict.IsConflict(e))
            {
                // Another writer changed or marked it, or the answer to this request was lost: the row says which.
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        }
    }

    /// <summary>Deletes everything of a marked study. The mark goes last: what a crash has left, the next deletion finds.</summary>
    public async Task DeleteAsync(StudyName name, TableEntity mark, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        // A trial can report until its row has gone, so only a look that finds nothing is the last.
        while (await NextRowsAsync(table, name, cancellationToken) is { Count: > 0 } rows)
        {
            // Rows that were read while the mark was there are the marked study's; without it another process has finished.
            if (!await StandsAsync(table, mark, cancellationToken)) return;
            foreach (var batch in rows.Chunk(BatchSize)) await DeleteBatchAsync(table, batch, cancellationToken);
        }

        if (mark.GetGuid("Id") is { } id) await new MemoryStore(tables, time).ForgetAsync(id, cancellationToken);

        // Without their rows, trials can keep no more files.
        if (artifacts is not null) await artifacts.DeleteAsync(PrefixOf(name, mark), cancellationToken);
        await DeleteEntryAsync(name, mark, cancellationToken);
        await DeleteUnchangedAsync(table, mark, cancellationToken);
    }

    private static string PrefixOf(StudyName name, TableEntity row) =>
        ArtifactContainer.PrefixOf(name, row.GetGuid("Id"), row.GetDateTimeOffset("CreatedAt") ?? default);

    private static async Task<IReadOnlyList<TableEntity>> NextRowsAsync(
        TableClient table, string partition, CancellationToken cancellationToken)
    {
        var study = StudyKeys.StudyRow;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ne {study}");
        await foreach (var page in table.QueryAsync<TableEntity>(filter, PageSize, Keys, cancellationToken).AsPages())
            if (page.Values.Count > 0) return page.Values;
        return [];
    }

    private static async Task<bool> StandsAsync(TableClient table, TableEntity mark, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(mark.PartitionKey, mark.RowKey, Keys, cancellationToken);
        return row.HasValue && row.Value!.ETag == mark.ETag;
    }

    private async Task DeleteBatchAsync(TableClient table, TableEntity[] batch, CancellationToken cancellationToken)
    {
        try
        {
            await Transaction.SubmitAsync(
                table, [.. batch.Select(
                    row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))], time, cancellationToken);
        }
        catch (TableTransactionFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            // A trial has just been written to, another process deletes the same study, or the answer to this request was lost.
            foreach (var row in batch) await DeleteUnchangedAsync(table, row, cancellationToken);
        }
    }

    /// <summary>The study's entry in the index, not that of a later one of the same name.</summary>
    private async Task DeleteEntryAsync(StudyName name, TableEntity mark, CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var entry = await index.GetEntityIfExistsAsync<TableEntity>(StudyKeys.IndexPartition, name, cancellationToken: cancellationToken);
        if (entry.HasValue && entry.Value!.GetDateTimeOffset("CreatedAt") == mark.GetDateTimeOffset("CreatedAt"))
            await DeleteUnchangedAsync(index, entry.Value, cancellationToken);
    }

    private static async Task DeleteUnchangedAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e))
        {
            // The row has changed since it was read.
        }
    }
}
