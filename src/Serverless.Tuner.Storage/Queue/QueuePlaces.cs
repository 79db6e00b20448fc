namespace Serverless.Tuner.Storage;

/// <summary>The rows of places: one for each limit, which lists the studies that count to it. A place is taken before its study runs and
/// given back after it has ended; what a crash leaves between is found by the sweep.</summary>
internal sealed class QueuePlaces(TunerTables tables, TimeProvider time)
{
    private const string Partition = "places";
    private const string Column = "Places";

    /// <summary>Takes a place, unless all are taken.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="place">The place.</param>
    /// <param name="running">The studies that run already and count to it, for when nobody has counted them yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it is taken.</returns>
    public async Task<bool> TakeAsync(
        QueueLimit limit, QueuePlace place, Func<Task<IReadOnlyList<QueuePlace>>> running, CancellationToken cancellationToken)
    {
        var isTaken = false;
        var exists = await ChangeAsync(limit.Name, Take, cancellationToken);
        if (exists) return isTaken;
        await AddAsync(limit.Name, await running(), cancellationToken);
        await ChangeAsync(limit.Name, Take, cancellationToken);
        return isTaken;

        IReadOnlyList<QueuePlace>? Take(IReadOnlyList<QueuePlace> places)
        {
            isTaken = places.Any(p => p.Id == place.Id && p.Turn == place.Turn);
            if (isTaken || places.Count(p => p.Id != place.Id) >= limit.Most) return null;
            isTaken = true;
            return [.. places.Where(p => p.Id != place.Id), place];
        }
    }

    /// <summary>Gives a study's place back; that of another of its turns stays.</summary>
    public Task ReleaseAsync(string limit, Guid id, int turn, CancellationToken cancellationToken) => ChangeAsync(
        limit,
        places => places.Any(p => p.Id == id && p.Turn == turn) ? [.. places.Where(p => p.Id != id || p.Turn != turn)] : null,
        cancellationToken);

    /// <summary>Enters studies that run and have no place, even beyond what is allowed.</summary>
    public Task EnterAsync(string limit, IReadOnlyList<QueuePlace> running, CancellationToken cancellationToken) => ChangeAsync(
        limit,
        places =>
        {
            var missing = running.Where(p => places.All(known => known.Id != p.Id)).ToArray();
            return missing.Length > 0 ? [.. places, .. missing] : null;
        },
        cancellationToken);

    /// <summary>All places by the names of their limits.</summary>
    public async Task<IReadOnlyList<(string Limit, IReadOnlyList<QueuePlace> Places)>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Budgets.QueryAsync<TableEntity>($"PartitionKey eq '{Partition}'", cancellationToken: cancellationToken)
                .Select(row => (row.RowKey, Read(row))).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return []; // There is no table.
        }
    }

    private async Task AddAsync(string limit, IReadOnlyList<QueuePlace> places, CancellationToken cancellationToken)
    {
        await tables.Budgets.CreateIfNotExistsAsync(cancellationToken);
        var row = new TableEntity(Partition, limit);
        LongText.PutJson(row, Column, places);
        await StudyIndex.AddIfAbsentAsync(tables.Budgets, row, cancellationToken);
    }

    /// <returns>Whether there is such a row.</returns>
    private async Task<bool> ChangeAsync(
        string limit, Func<IReadOnlyList<QueuePlace>, IReadOnlyList<QueuePlace>?> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var row = await tables.Budgets.GetEntityIfExistsAsync<TableEntity>(
                    Partition, limit, cancellationToken: cancellationToken);
                if (!row.HasValue) return false;
                if (change(Read(row.Value!)) is not { } changed) return true;
                var next = new TableEntity(Partition, limit);
                LongText.PutJson(next, Column, changed);
                await tables.Budgets.UpdateEntityAsync(next, row.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return false; // There is no table.
            }
            catch (RequestFailedException e) when (Conflict.IsConflict(e) && tries < Conflict.MaxTries)
            {
                await Conflict.WaitAsync(tries, time, cancellationToken);
            }
        }
    }

    private static IReadOnlyList<QueuePlace> Read(TableEntity row) => LongText.GetJson<QueuePlace[]>(row, Column) ?? [];
}
