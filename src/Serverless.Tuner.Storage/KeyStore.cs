using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>The keys of the API in Table Storage. The table is made with the first key; without it there are none.</summary>
public sealed class KeyStore(TunerTables tables, TimeProvider time)
{
    // Writers of this process wait for each other rather than for the next try.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Makes a key.</summary>
    /// <returns>The key, and its text, which is kept nowhere.</returns>
    public async Task<(TunerKey Key, string Text)> CreateAsync(KeyRequest request, CancellationToken cancellationToken)
    {
        var (secret, text) = KeyText.New();
        var key = new TunerKey
        {
            Id = secret.Id,
            Name = request.Name,
            Scope = request.Scope,
            Hash = secret.Hash,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = request.ExpiresAt,
            MaxStudies = request.MaxStudies,
            Allowance = request.AllowanceUsd is { } usd ? new Allowance { Total = Money.Limit(usd) } : null,
        };
        await tables.Keys.CreateIfNotExistsAsync(cancellationToken);
        // One that is there already was added by a first try whose answer was lost: no other key has its random id.
        await StudyIndex.AddIfAbsentAsync(tables.Keys, KeyRow.ToEntity(key), cancellationToken);
        return (key, text);
    }

    /// <summary>The key of an id; null when there is none.</summary>
    public async Task<TunerKey?> FindAsync(string id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken) is var (key, _) ? key : null;

    /// <summary>All keys, also those that have ended, the oldest first.</summary>
    public async Task<IReadOnlyList<TunerKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await QueryAsync("", cancellationToken)).OrderBy(key => key.CreatedAt)];

    /// <summary>The keys whose allowance studies hold a part of.</summary>
    internal Task<IReadOnlyList<TunerKey>> ListHoldingAsync(CancellationToken cancellationToken) =>
        QueryAsync($" and {KeyRow.Holding} gt 0", cancellationToken);

    /// <summary>Whether any key opens anything now.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        (await QueryAsync("", cancellationToken)).Any(key => key.IsValidAt(time.GetUtcNow()));

    /// <summary>Has a key open nothing any more; studies that were started with it go on.</summary>
    /// <returns>Whether there is such a key.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) =>
        await ChangeAsync(id, Revoked, cancellationToken) is not null;

    /// <summary>Notes that a key is used; not worth a failure of the request.</summary>
    public async Task TouchAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var mark = new TableEntity(StudyKeys.KeyPartition, id) { [KeyRow.LastUsedAt] = time.GetUtcNow() };
            await tables.Keys.UpdateEntityAsync(mark, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            // The next use is noted.
        }
    }

    /// <summary>Changes a key by a pure function, which is applied again when another writer has changed it meanwhile.</summary>
    /// <param name="id">The key.</param>
    /// <param name="change">The change; null leaves the key as it is.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>The key as it is afterwards; null when there is none.</returns>
    internal async Task<TunerKey?> ChangeAsync(string id, Func<TunerKey, TunerKey?> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 0; ; tries++)
            {
                if (await ReadAsync(id, cancellationToken) is not var (key, etag)) return null;
                if (change(key) is not { } changed) return key;
                try
                {
                    await tables.Keys.UpdateEntityAsync(KeyRow.ToEntity(changed), etag, TableUpdateMode.Replace, cancellationToken);
                    return changed;
                }
                catch (RequestFailedException e) when (Conflict.IsConflict(e) && tries < Conflict.MaxTries)
                {
                    await Conflict.WaitAsync(tries, time, cancellationToken);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private TunerKey? Revoked(TunerKey key) => key.RevokedAt is null ? key with { RevokedAt = time.GetUtcNow() } : null;

    private async Task<(TunerKey Key, ETag ETag)?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var row = await tables.Keys.GetEntityIfExistsAsync<TableEntity>(
                StudyKeys.KeyPartition, id, cancellationToken: cancellationToken);
            return row.HasValue ? (KeyRow.FromEntity(row.Value!), row.Value!.ETag) : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null; // There is no table.
        }
    }

    private async Task<IReadOnlyList<TunerKey>> QueryAsync(string and, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Keys.QueryAsync<TableEntity>(
                $"PartitionKey eq '{StudyKeys.KeyPartition}'{and}", cancellationToken: cancellationToken)
                .Select(KeyRow.FromEntity).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return []; // There is no table.
        }
    }
}
