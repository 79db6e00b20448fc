using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>The index: one entry for each study, by which lists, the sweep and other hosts find it.</summary>
public sealed class StudyIndex
{
    private readonly TunerTables _tables;
    private readonly TimeProvider _time;

    internal StudyIndex(TunerTables tables, TimeProvider time) => (_tables, _time) = (tables, time);

    /// <summary>The studies that have not ended, as far as the index knows, each with the version of its entry.</summary>
    public async IAsyncEnumerable<(string Name, ETag Version)> RunningAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = await _tables.IndexAsync(cancellationToken);
        var (partition, running) = (StudyKeys.IndexPartition, nameof(StudyState.Running));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and State eq {running}");
        await foreach (var entity in index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)) yield return (entity.RowKey, entity.ETag);
    }

    /// <summary>Gives a study's entry another version: something was asked of the study that another host is to see.</summary>
    public async Task MarkAskedAsync(string name, CancellationToken cancellationToken)
    {
        var index = await _tables.IndexAsync(cancellationToken);
        var mark = new TableEntity(StudyKeys.IndexPartition, StudyKeys.Partition(name)) { ["AskedAt"] = _time.GetUtcNow() };
        try
        {
            await index.UpdateEntityAsync(mark, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It was deleted.
        }
    }

    /// <summary>Enters an ended study as such, where the writer that ended it did not come to do so.</summary>
    public Task RepairAsync(Study study, CancellationToken cancellationToken) => WriteAsync(study, null, cancellationToken);

    /// <summary>Enters a study as it is when its state is another than it was, or is in doubt.</summary>
    internal async Task WriteAsync(Study study, StudyState? before, CancellationToken cancellationToken)
    {
        if (study.State == before) return;
        var index = await _tables.IndexAsync(cancellationToken);
        await index.UpsertEntityAsync(IndexRow.ToEntity(study), TableUpdateMode.Replace, cancellationToken);
    }

    /// <returns>Whether the study is entered; not when a study of its name is.</returns>
    internal async Task<bool> TryEnterAsync(Study study, CancellationToken cancellationToken) =>
        await AddIfAbsentAsync(await _tables.IndexAsync(cancellationToken), IndexRow.ToEntity(study), cancellationToken);

    internal static async Task<bool> AddIfAbsentAsync(TableClient table, TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await table.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }
}
