using Serverless.Tuner.Core.Budgets.Groups;

namespace Serverless.Tuner.Storage;

/// <summary>The rows of groups in Table Storage. The table is made with the first group; without it there are none.</summary>
internal sealed class GroupRows(TunerTables tables, TimeProvider time) : IGroupRows
{
    public async Task<(GroupBudget Budget, string Version)?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync(name, cancellationToken) is { } row ? (GroupRow.FromEntity(row), row.ETag.ToString()) : null;

    public async Task<GroupMember?> ReadClosedAsync(GroupBudget group, Guid study, CancellationToken cancellationToken) =>
        await FindAsync(GroupRow.ClosedKey(group.Id, study), cancellationToken) is { } row ? GroupRow.FromClosed(row) : null;

    public async Task<string?> WriteAsync(
        GroupBudget group, string version, IReadOnlyList<GroupMember> closed, IReadOnlyList<Guid> reopened,
        CancellationToken cancellationToken)
    {
        try
        {
            var row = GroupRow.ToEntity(group);
            if (closed.Count == 0 && reopened.Count == 0)
            {
                var response = await tables.Budgets.UpdateEntityAsync(row, new ETag(version), TableUpdateMode.Replace, cancellationToken);
                return response.Headers.ETag!.Value.ToString();
            }

            List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, row, new ETag(version))];
            actions.AddRange(closed.Select(
                member => new TableTransactionAction(TableTransactionActionType.UpsertReplace, GroupRow.ToClosed(group, member))));
            actions.AddRange(reopened.Select(study => new TableTransactionAction(
                TableTransactionActionType.Delete, new TableEntity(GroupRow.Partition, GroupRow.ClosedKey(group.Id, study)), ETag.All)));
            var responses = await Transaction.SubmitAsync(tables.Budgets, actions, time, cancellationToken);
            return responses[0].Headers.ETag!.Value.ToString();
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Adds a group.</summary>
    /// <returns>Whether it was added; not when one of its name is there.</returns>
    public async Task<bool> TryAddAsync(GroupBudget group, CancellationToken cancellationToken)
    {
        await tables.Budgets.CreateIfNotExistsAsync(cancellationToken);
        return await StudyIndex.AddIfAbsentAsync(tables.Budgets, GroupRow.ToEntity(group), cancellationToken);
    }

    /// <summary>All groups by name.</summary>
    public async Task<IReadOnlyList<GroupBudget>> ListAsync(CancellationToken cancellationToken)
    {
        var (partition, end) = (GroupRow.Partition, GroupRow.ClosedPrefix);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey lt {end}");
        try
        {
            return await tables.Budgets.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
                .Select(GroupRow.FromEntity).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return []; // There is no table.
        }
    }

    /// <summary>Deletes a group as it was read, then what is kept of its ended studies.</summary>
    /// <returns>Whether it is gone; not when it has changed.</returns>
    public async Task<bool> TryDeleteAsync(GroupBudget group, string version, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Budgets.DeleteEntityAsync(GroupRow.Partition, group.Name, new ETag(version), cancellationToken);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e))
        {
            return false;
        }

        // What a crash leaves of these is nobody's: a later group of the name has another id.
        var (partition, from, end) = (GroupRow.Partition, $"{GroupRow.ClosedPrefix}{group.Id:N}", $"{GroupRow.ClosedPrefix}{group.Id:N}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {end}");
        await foreach (var row in tables.Budgets.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            await tables.Budgets.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        return true;
    }

    private async Task<TableEntity?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var row = await tables.Budgets.GetEntityIfExistsAsync<TableEntity>(
                GroupRow.Partition, key, cancellationToken: cancellationToken);
            return row.HasValue ? row.Value : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null; // There is no table.
        }
    }
}
