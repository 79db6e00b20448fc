namespace Serverless.Tuner.Storage;

/// <summary>
/// Says which of the hosts on one storage drives its studies: a row that its holder writes again and again, and that another host takes
/// when it has seen it unchanged for long enough. Each host measures that by its own clock, so clocks need not agree.
/// Not safe for concurrent callers.
/// </summary>
public sealed class HostLease(TunerTables tables, HostStart start, TimeProvider time)
{
    /// <summary>How often its holder is to renew it, on a storage that others work on, too.</summary>
    public static readonly TimeSpan RenewInterval = TimeSpan.FromSeconds(10);

    /// <summary>Without a renewal its holder may drive studies for so long; it must have stopped before <see cref="FreeAfter"/>.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(25);

    /// <summary>Any host may take a lease that was not renewed for so long.</summary>
    public static readonly TimeSpan FreeAfter = TimeSpan.FromSeconds(30);

    // On a storage that ends with this process nobody waits for the lease: it is renewed as rarely as costs nothing.
    private const int Slowness = 12;
    private const string FreeAfterColumn = "FreeAfterSeconds";

    private ETag? _held;
    private long _renewedAt;
    private (ETag Version, long At)? _seen;

    /// <summary>For how long this host may drive studies without a renewal; nothing when it does not hold the lease.</summary>
    public TimeSpan Left =>
        _held is not null && Paced(ValidFor) - time.GetElapsedTime(_renewedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Whether the storage ends with this process, as an Azurite of its own does. The lease is then renewed rarely, and others
    /// leave it alone for as much longer. Set it before the lease is asked for.</summary>
    public bool IsStorageOwn { get; set; }

    /// <summary>When the lease that this host holds is to be renewed next.</summary>
    public TimeSpan RenewAfter => Paced(RenewInterval);

    /// <summary>Whether this host drives studies together with others, and the lease decides
    /// only which of them fires timers. Set it before the lease is asked for.</summary>
    public bool IsShared { get; set; }

    /// <summary>The host that was found to hold it when this one asked last; null when that is this one, or is not known.</summary>
    public HostLeaseHolder? Other { get; private set; }

    /// <summary>Takes the lease if it is free, renews it if it is held.</summary>
    /// <returns>Whether this host holds it.</returns>
    public async Task<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        if (_held is { } held && await TryWriteAsync(index, held, cancellationToken)) return true;

        // This host never had it, has lost it, or did not get the answer to its last write.
        var row = await index.GetEntityIfExistsAsync<TableEntity>(
            StudyKeys.HostPartition, StudyKeys.LeaseRow, cancellationToken: cancellationToken);
        if ((!row.HasValue || IsFree(row.Value!)) && await TryWriteAsync(index, row.HasValue ? row.Value!.ETag : null, cancellationToken))
            return true;
        _held = null;
        Other = row.HasValue ? HolderOf(row.Value!) : null;
        return false;
    }

    /// <summary>Frees the lease for another host at once. Call it when this host drives no studies any more.</summary>
    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        _held = null;
        var index = await tables.IndexAsync(cancellationToken);
        var row = await index.GetEntityIfExistsAsync<TableEntity>(
            StudyKeys.HostPartition, StudyKeys.LeaseRow, cancellationToken: cancellationToken);
        if (!row.HasValue || HolderOf(row.Value!).Host != start.Name) return;
        try
        {
            await index.DeleteEntityAsync(StudyKeys.HostPartition, StudyKeys.LeaseRow, row.Value!.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Another host has taken it.
        }
    }

    private bool IsFree(TableEntity row)
    {
        var owner = HolderOf(row).Host;
        if (owner == start.Name || start.IsKnownDead(owner)) return true;
        if (_seen?.Version != row.ETag) _seen = (row.ETag, time.GetTimestamp());
        var patience = row.GetInt32(FreeAfterColumn) is { } seconds ? TimeSpan.FromSeconds(seconds) : FreeAfter;
        return time.GetElapsedTime(_seen.Value.At) >= patience;
    }

    private TimeSpan Paced(TimeSpan usual) => IsStorageOwn ? usual * Slowness : usual;

    /// <summary>Writes the row over the version that is given, or anew.</summary>
    /// <returns>Whether it is written; not when another host has written it meanwhile.</returns>
    private async Task<bool> TryWriteAsync(TableClient index, ETag? over, CancellationToken cancellationToken)
    {
        // The lease runs from before the write: no other host can have seen it earlier.
        var began = time.GetTimestamp();
        var row = new TableEntity(StudyKeys.HostPartition, StudyKeys.LeaseRow)
        {
            ["Host"] = start.Name,
            ["Machine"] = Environment.MachineName,
            ["Process"] = Environment.ProcessId,
            ["IsShared"] = IsShared,
        };
        if (IsStorageOwn) row[FreeAfterColumn] = (int)Paced(FreeAfter).TotalSeconds;
        try
        {
            var response = over is { } version
                ? await index.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken)
                : await index.AddEntityAsync(row, cancellationToken);
            (_held, _renewedAt, _seen, Other) = (response.Headers.ETag!.Value, began, null, null);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private static HostLeaseHolder HolderOf(TableEntity row) =>
        new(
            row.GetString("Host") ?? "", row.GetString("Machine") ?? "?", row.GetInt32("Process") ?? 0,
            row.GetBoolean("IsShared") ?? false);
}
