namespace Serverless.Tuner.Storage;

/// <summary>
/// Lists studies: those that have ended from the index alone, of the others one small row each. It takes no lock on a study, and
/// does not touch what this process remembers of it.
/// </summary>
internal sealed class StudyList(TunerTables tables, StudyReader reader)
{
    /// <summary>How many rows are asked for at once.</summary>
    private const int RowsAtOnce = 32;

    private const int LargestPage = 1_000;

    public async Task<PageView<StudyOutline>> PageAsync(string? after, int limit, StudyFilter wanted, CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var (partition, first) = (StudyKeys.IndexPartition, after ?? "");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first}");
        if (wanted.State?.ToString() is { } state) filter += " and " + TableClient.CreateQueryFilter($"State eq {state}");
        await using var entries = index.QueryAsync<TableEntity>(
            filter, Math.Min(limit + 1, LargestPage), cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        var items = new List<StudyOutline>();
        // Entries without a study, or of one that is not asked for as it is by now, are skipped, and the next ones take their place.
        for (var hasMore = await entries.MoveNextAsync(); hasMore && items.Count < limit;)
        {
            var page = new List<TableEntity>();
            for (; hasMore && page.Count < limit - items.Count; hasMore = await entries.MoveNextAsync()) page.Add(entries.Current);
            items.AddRange((await OutlinesAsync(page, cancellationToken)).Where(wanted.Takes));
            if (hasMore && items.Count == limit) return new PageView<StudyOutline>(items, items[^1].Name);
        }

        return new PageView<StudyOutline>(items, null);
    }

    private async Task<IEnumerable<StudyOutline>> OutlinesAsync(List<TableEntity> entries, CancellationToken cancellationToken)
    {
        var outlines = new StudyOutline?[entries.Count];
        await Parallel.ForAsync(
            0,
            entries.Count,
            new ParallelOptions { MaxDegreeOfParallelism = RowsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => outlines[i] = await OutlineAsync(entries[i], token));
        return outlines.OfType<StudyOutline>();
    }

    private async Task<StudyOutline?> OutlineAsync(TableEntity entry, CancellationToken cancellationToken)
    {
        try
        {
            return StudyIndex.Outline(entry) ?? await reader.ReadOutlineAsync(StudyName.Parse(entry.RowKey), cancellationToken);
        }
        catch (UnreadableRowException e)
        {
            return StudyIndex.Unreadable(entry, e.Message);
        }
    }
}
