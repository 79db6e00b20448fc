namespace Serverless.Tuner.Storage;

/// <summary>
/// Requests that came with a key of their caller's choice, and what they were answered: one row each in a table of its own. A row is there
/// before the request has any effect, and has the answer after it; a request whose process ended in between is answered anew, by
/// whoever asks again, and so must have its effect only once itself.
/// </summary>
public sealed class RequestRecords(TunerTables tables, HostStart start, TimeProvider time)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>A request that has no answer for so long is taken for lost with its process.</summary>
    internal static readonly TimeSpan LossAfter = TimeSpan.FromSeconds(60);

    private const int PartitionDigits = 2;
    private const int PageSize = 1_000;
    private const int MostAtOnce = 100;
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    /// <summary>Begins a request, unless it has begun before.</summary>
    /// <param name="id">By what it is known: a hash in hexadecimal digits.</param>
    /// <param name="fingerprint">What tells it from another one that comes with the same key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<RequestRecord> BeginAsync(string id, string fingerprint, CancellationToken cancellationToken)
    {
        var table = await tables.RequestsAsync(cancellationToken);
        var row = new TableEntity(Partition(id), id)
        {
            ["Fingerprint"] = fingerprint,
            ["Host"] = start.Name,
            ["BegunAt"] = time.GetUtcNow(),
        };
        for (var tries = 0; ; tries++)
        {
            if (await TryWriteAsync(table, row, cancellationToken) is { } version)
                return new RequestRecord(RequestState.Begun, id) { Version = version };
            var found = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, id, cancellationToken: cancellationToken);
            if (found.HasValue && Read(found.Value!, id, fingerprint) is { } record) return record;
            // Nothing holds it by now: its answer is too old, its process ended, or it failed and was forgotten.
            row.ETag = found.HasValue ? found.Value!.ETag : default;
            if (tries >= Conflict.MaxTries) throw new InvalidOperationException($"Request {id} is begun by others all the time.");
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    /// <summary>Keeps the answer to a request that was begun here.</summary>
    public async Task EndAsync(RequestRecord record, string fingerprint, RequestAnswer answer, CancellationToken cancellationToken)
    {
        var table = await tables.RequestsAsync(cancellationToken);
        var row = new TableEntity(Partition(record.Id), record.Id)
        {
            ["Fingerprint"] = fingerprint,
            ["BegunAt"] = time.GetUtcNow(),
            ["Status"] = answer.Status,
            ["ContentType"] = answer.ContentType,
        };
        if (answer.Location is { } location) row["Location"] = location;
        LongText.Put(row, "Body", answer.Body);
        // One that is too large to be kept has its effect once more, which changes nothing.
        if (!LongText.Fits(row))
        {
            await ForgetAsync(record, cancellationToken);
            return;
        }

        await IgnoreConflictAsync(
            () => table.UpdateEntityAsync(row, record.Version, TableUpdateMode.Replace, cancellationToken));
    }

    /// <summary>Forgets a request that was begun here and came to nothing: it may come again.</summary>
    public async Task ForgetAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        var table = await tables.RequestsAsync(cancellationToken);
        await IgnoreConflictAsync(() => table.DeleteEntityAsync(Partition(record.Id), record.Id, record.Version, cancellationToken));
    }

    /// <summary>Removes what has been kept for long enough.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var table = await tables.RequestsAsync(cancellationToken);
        var oldest = time.GetUtcNow() - KeptFor;
        var filter = TableClient.CreateQueryFilter($"BegunAt lt {oldest}");
        await foreach (var page in table.QueryAsync<TableEntity>(filter, PageSize, Keys, cancellationToken).AsPages())
        {
            foreach (var partition in page.Values.GroupBy(row => row.PartitionKey))
                foreach (var batch in partition.Chunk(MostAtOnce)) await DeleteAsync(table, batch, cancellationToken);
            removed += page.Values.Count;
        }

        return removed;
    }

    private async Task DeleteAsync(TableClient table, TableEntity[] batch, CancellationToken cancellationToken)
    {
        try
        {
            await Transaction.SubmitAsync(
                table, [.. batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag))], time,
                cancellationToken);
        }
        catch (TableTransactionFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            foreach (var row in batch)
                await IgnoreConflictAsync(() => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken));
        }
    }

    /// <summary>What a row says; null when it says nothing any more.</summary>
    private RequestRecord? Read(TableEntity row, string id, string fingerprint)
    {
        var age = time.GetUtcNow() - row.GetDateTimeOffset("BegunAt")!.Value;
        if (age > KeptFor) return null;
        if (row.GetString("Fingerprint") != fingerprint) return new RequestRecord(RequestState.Other, id);
        if (row.GetInt32("Status") is { } status)
        {
            return new RequestRecord(RequestState.Answered, id)
            {
                Answer = new RequestAnswer(
                    status, row.GetString("ContentType"), row.GetString("Location"), LongText.Get(row, "Body")),
            };
        }

        return age > LossAfter || start.IsKnownDead(row.GetString("Host")) ? null : new RequestRecord(RequestState.InFlight, id);
    }

    /// <summary>Adds the row, or replaces the one of its ETag.</summary>
    /// <returns>Its version; null when there is another one.</returns>
    private static async Task<ETag?> TryWriteAsync(TableClient table, TableEntity row, CancellationToken cancellationToken)
    {
        try
        {
            var response = row.ETag == default
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag!.Value;
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            return null;
        }
    }

    private static async Task IgnoreConflictAsync(Func<Task<Response>> write)
    {
        try
        {
            await write();
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            // Another process took the request over, or an earlier try went through and its answer was lost.
        }
    }

    private static string Partition(string id) => id[..PartitionDigits];
}
