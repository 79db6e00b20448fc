using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>The history table: each instance is a partition, each step of it one transaction.</summary>
internal sealed class HistoryStore(TableServiceClient service, string tableName, StorageRetry retry)
{
    /// <summary>The service's bound on the operations of a transaction.</summary>
    public const int LargestTransaction = 100;

    private const int TornReads = 20;

    /// <summary>How often a step is offered again to a row whose ETag has changed and whose contents have not.</summary>
    private const int MostConflicts = 10;

    private const string EpisodeText = "Episode";
    private const string MessageText = "Message";

    private readonly TableClient _table = service.GetTableClient(tableName);

    public Task CreateTableAsync(CancellationToken cancellation)
        => retry.ExecuteAsync("create table", ct => service.CreateTableIfNotExistsAsync(tableName, ct), cancellation);

    /// <summary>Adds an instance, or replaces one that is over. Null when the row is not as <paramref name="over"/> says.</summary>
    public async Task<InstanceState?> TryCreateAsync(InstanceState state, InstanceState? over, CancellationToken cancellation)
    {
        try
        {
            var response = await retry.ExecuteAsync(
                "create instance",
                ct => over is null
                    ? _table.AddEntityAsync(InstanceEntity.Whole(state), ct)
                    : _table.UpdateEntityAsync(InstanceEntity.Whole(state), over.ETag, TableUpdateMode.Replace, ct),
                cancellation,
                StorageRetry.AttemptsForAClient);
            return state with { ETag = response.Headers.ETag!.Value };
        }
        catch (RequestFailedException exception) when (StorageFaults.IsConflict(exception))
        {
            // Perhaps with ourselves: the write was carried out, its answer was lost, and it was sent again.
            var stored = await FindAsync(state.InstanceId, cancellation);
            return stored?.WriteId == state.WriteId ? stored : null;
        }
    }

    public async Task<InstanceState?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        var found = await retry.ExecuteAsync(
            "read instance",
            ct => _table.GetEntityIfExistsAsync<TableEntity>(instanceId, RowKeys.Instance, cancellationToken: ct),
            cancellation,
            StorageRetry.AttemptsForAClient);
        return found.HasValue ? InstanceEntity.Read(found.Value!) : null;
    }

    /// <summary>Reads an instance's partition; null when there is no such instance.</summary>
    public Task<StoredInstance?> LoadAsync(string instanceId, CancellationToken cancellation)
        => retry.ExecuteAsync("load instance", async ct =>
        {
            for (var attempt = 0; attempt < TornReads; attempt++)
            {
                var rows = new List<TableEntity>();
                await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}"), cancellationToken: ct))
                    rows.Add(row);
                if (TryAssemble(rows, out var stored))
                    return stored;
            }

            throw new InvalidDataException($"The history of instance '{instanceId}' has a gap.");
        }, cancellation);

    /// <summary>Moves an instance on by one transaction, whatever passing faults the storage has.</summary>
    public async Task<(CommitResult Result, ETag ETag)> CommitAsync(Commit commit, CancellationToken cancellation)
    {
        var id = commit.After.InstanceId;
        var actions = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.UpdateMerge, InstanceEntity.Changes(commit.Before, commit.After), commit.Before.ETag),
        };
        if (commit.Episode is { } episode)
        {
            var json = episode.ToJson();
            if (json.Length > EntityText.LongestInAnEntity)
                return (CommitResult.TooLarge, default);
            var row = new TableEntity(id, RowKeys.Event(commit.Generation, episode.Number));
            row.SetText(EpisodeText, json);
            actions.Add(new(TableTransactionActionType.Add, row));
        }

        if (commit.After.Weight > EntityText.LongestInAnEntity)
            return (CommitResult.TooLarge, default);
        actions.AddRange(commit.Deletes.Select(key => Deletion(id, key)));

        for (var tries = 0; ; tries++)
        {
            try
            {
                var answers = await retry.ExecuteAsync("commit step", ct => _table.SubmitTransactionAsync(actions, ct), cancellation);
                return (CommitResult.Committed, answers.Value[0].Headers.ETag!.Value);
            }
            catch (RequestFailedException exception) when (StorageFaults.IsConflict(exception))
            {
                var stored = await retry.ExecuteAsync("verify step", ct => FindAsync(id, ct), cancellation);
                if (stored?.WriteId == commit.After.WriteId)
                    return (CommitResult.Committed, stored.ETag);

                // The row is as we left it, whatever its ETag: nobody has written a step, and what is in memory holds.
                if (exception.Status != 412 || stored?.WriteId != commit.Before.WriteId || tries == MostConflicts)
                    return (CommitResult.Fenced, default);
                actions[0] = new(TableTransactionActionType.UpdateMerge, actions[0].Entity, stored.ETag);
            }
            catch (RequestFailedException exception) when (StorageFaults.IsRefusal(exception))
            {
                return (CommitResult.TooLarge, default);
            }
        }
    }

    /// <summary>Puts a message into an instance's inbox; it is durable when this returns.</summary>
    public async Task PutAsync(string instanceId, InboxEntry entry, CancellationToken cancellation, bool forAClient = true)
    {
        var row = new TableEntity(instanceId, entry.RowKey);
        row.SetText(MessageText, JsonSerializer.Serialize(entry.Message, HistoryJson.Compact.InboxMessage));
        try
        {
            await retry.ExecuteAsync(
                "put message",
                ct => _table.AddEntityAsync(row, ct),
                cancellation,
                forAClient ? StorageRetry.AttemptsForAClient : int.MaxValue);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The key is ours alone, so the row is the one that an earlier attempt has written.
        }
    }

    /// <summary>The instances that an engine has to take up: unfinished ones, and those whose past is not swept yet.</summary>
    public Task<IReadOnlyList<InstanceState>> ListUnsettledAsync(CancellationToken cancellation)
        => retry.ExecuteAsync<IReadOnlyList<InstanceState>>("list instances", async ct =>
        {
            var filter = $"RowKey eq '{RowKeys.Instance}' and ({InstanceEntity.Residue} eq true or "
                + $"({InstanceEntity.Status} ne 'Completed' and {InstanceEntity.Status} ne 'Failed' and {InstanceEntity.Status} ne 'Terminated'))";
            var found = new List<InstanceState>();
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
                found.Add(InstanceEntity.Read(row));
            return found;
        }, cancellation);

    /// <summary>Pages of instance rows.</summary>
    public async IAsyncEnumerable<Page<TableEntity>> QueryAsync(
        OrchestrationQuery query, string? continuation, int? pageSize, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pages = _table.QueryAsync<TableEntity>(FilterOf(query), cancellationToken: cancellation).AsPages(continuation ?? query.ContinuationToken, pageSize ?? query.PageSize);
        await foreach (var page in pages.WithCancellation(cancellation))
            yield return page;
    }

    /// <summary>Deletes what a finished instance has left behind, and notes that it is gone.</summary>
    public async Task SweepFinishedAsync(InstanceState finished, CancellationToken cancellation)
    {
        // A new instance under the same id may have begun: its steps and messages are younger.
        var youngest = RowKeys.Event(finished.Generation + 1, 0);
        var newest = RowKeys.Inbox(finished.UpdatedAt, 0, string.Empty);
        var keys = await ListRowsAsync(finished.InstanceId, cancellation);
        await DeleteAsync(
            finished.InstanceId,
            [.. keys.Where(key => string.CompareOrdinal(key, RowKeys.IsEvent(key) ? youngest : newest) < 0)],
            cancellation);
        await CommitAsync(new(finished, finished with { Residue = false, WriteId = Guid.NewGuid().ToString("N") }), cancellation);
    }

    /// <summary>The keys of an instance's steps and messages.</summary>
    public Task<IReadOnlyList<string>> ListRowsAsync(string instanceId, CancellationToken cancellation)
        => retry.ExecuteAsync<IReadOnlyList<string>>("list rows", async ct =>
        {
            var found = new List<string>();
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId} and RowKey ge {RowKeys.EventPrefix} and RowKey lt {RowKeys.InboxEnd}");
            await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: ct))
                found.Add(row.RowKey);
            return found;
        }, cancellation);

    /// <summary>Deletes rows in transactions of a hundred.</summary>
    public async Task DeleteAsync(string instanceId, IReadOnlyList<string> rowKeys, CancellationToken cancellation)
    {
        foreach (var batch in rowKeys.Chunk(LargestTransaction))
        {
            try
            {
                await retry.ExecuteAsync("delete rows", ct => _table.SubmitTransactionAsync(batch.Select(key => Deletion(instanceId, key)), ct), cancellation);
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                // Some are gone already, and one missing row fails the whole transaction: take them one by one.
                foreach (var key in batch)
                    await retry.ExecuteAsync("delete row", ct => _table.DeleteEntityAsync(instanceId, key, ETag.All, ct), cancellation);
            }
        }
    }

    /// <summary>Deletes an instance's row, unless it has moved on.</summary>
    public async Task<bool> TryDeleteInstanceAsync(InstanceState state, CancellationToken cancellation)
    {
        try
        {
            await retry.ExecuteAsync(
                "delete instance",
                ct => _table.DeleteEntityAsync(state.InstanceId, RowKeys.Instance, state.ETag, ct),
                cancellation,
                StorageRetry.AttemptsForAClient);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 412)
        {
            return false;
        }
    }

    private static TableTransactionAction Deletion(string instanceId, string rowKey)
        => new(TableTransactionActionType.Delete, new TableEntity(instanceId, rowKey), ETag.All);

    private static bool TryAssemble(List<TableEntity> rows, out StoredInstance? stored)
    {
        stored = null;
        if (rows.Find(row => row.RowKey == RowKeys.Instance) is not { } instanceRow)
            return true;
        var state = InstanceEntity.Read(instanceRow);
        var episodes = new List<Episode>();
        var inbox = new List<InboxEntry>();
        var leftovers = new List<string>();
        foreach (var row in rows)
        {
            if (row.RowKey.StartsWith(RowKeys.InboxPrefix, StringComparison.Ordinal))
            {
                var message = JsonSerializer.Deserialize(row.GetText(MessageText)!, HistoryJson.Compact.InboxMessage)!;
                inbox.Add(new(row.RowKey, message));
            }
            else if (RowKeys.IsEvent(row.RowKey))
            {
                var (generation, _) = RowKeys.ParseEvent(row.RowKey);
                if (generation == state.Generation && !state.IsFinished)
                    episodes.Add(Episode.FromJson(row.GetText(EpisodeText)!));
                else
                    leftovers.Add(row.RowKey);
            }
        }

        // The partition comes in pages, and another host may write between two of them.
        var last = episodes.Count > 0 ? episodes[^1].Number : 0;
        if (!state.IsFinished && last != state.Episode)
            return false;
        stored = new(state, episodes, inbox, leftovers);
        return true;
    }

    private static string FilterOf(OrchestrationQuery query)
    {
        var filter = new List<string> { $"RowKey eq '{RowKeys.Instance}'" };
        if (query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            // The last character's successor ends the prefix's range.
            var end = prefix[..^1] + (char)(prefix[^1] + 1);
            filter.Add(TableClient.CreateQueryFilter($"PartitionKey ge {prefix} and PartitionKey lt {end}"));
        }

        if (query.CreatedFrom is { } from)
            filter.Add(TableClient.CreateQueryFilter($"CreatedAt ge {from}"));
        if (query.CreatedTo is { } to)
            filter.Add(TableClient.CreateQueryFilter($"CreatedAt le {to}"));
        if (query.Statuses?.ToArray() is { Length: > 0 } statuses)
            filter.Add('(' + string.Join(" or ", statuses.Select(status => $"{InstanceEntity.Status} eq '{status}'")) + ')');
        return string.Join(" and ", filter);
    }
}
