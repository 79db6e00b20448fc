using System.Runtime.CompilerServices;

namespace Serverless.Tuner.Storage;

/// <summary>The index: one entry for each study, by which lists, the sweep and other hosts find it.</summary>
public sealed class StudyIndex(TunerTables tables, MemoryStore memory, TimeProvider time)
{
    private const string Mlflow = "Mlflow";

    private readonly StudyReader _reader = new(tables);

    /// <summary>The studies that have not ended, as far as the index knows, each with the version of its entry.</summary>
    public async IAsyncEnumerable<(StudyName Name, ETag Version)> RunningAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var (partition, running) = (StudyKeys.IndexPartition, nameof(StudyState.Running));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and State eq {running}");
        await foreach (var entity in index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (StudyName.TryParse(entity.RowKey) is { } name)
                yield return (name, entity.ETag);
    }

    /// <summary>The studies that have ended, but whose webhooks, or the MLflow server, are still to be told something; and whether it is
    /// the server.</summary>
    public async IAsyncEnumerable<(StudyName Name, bool IsForMlflow)> NotifyingAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var partition = StudyKeys.IndexPartition;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and (Notifies eq true or Mlflow eq true)");
        await foreach (var entity in index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (StudyName.TryParse(entity.RowKey) is { } name)
                yield return (name, entity.GetBoolean(Mlflow) ?? false);
    }

    /// <summary>A study that shares a budget and has not ended; null when there is none.</summary>
    internal async Task<StudyName?> FirstOfGroupAsync(string group, CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var (partition, ended) = (StudyKeys.IndexPartition, nameof(StudyState.Ended));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Group eq {group} and State ne {ended}");
        await foreach (var entity in index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (StudyName.TryParse(entity.RowKey) is { } name)
                return name;
        return null;
    }

    /// <summary>The studies in a state as far as the queue needs them.</summary>
    internal async IAsyncEnumerable<QueueEntry> QueuedAsync(
        StudyState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var (partition, word) = (StudyKeys.IndexPartition, state.ToString());
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and State eq {word}");
        await foreach (var entity in index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            if (StudyName.TryParse(entity.RowKey) is { } name)
                yield return new QueueEntry(
                    name, entity.GetDateTimeOffset("CreatedAt") ?? default, entity.GetInt32("Priority") ?? 0, entity.GetString("Group"),
                    entity.GetString("QueueKey"));
    }

    /// <summary>Whether there is a study in a state, as far as the index knows.</summary>
    public async Task<bool> HasAsync(StudyState state, CancellationToken cancellationToken) =>
        await QueuedAsync(state, cancellationToken).AnyAsync(cancellationToken);

    /// <summary>Gives a study's entry a new version, by which the host that
    /// drives the studies sees that something was asked of it.</summary>
    public async Task MarkAskedAsync(StudyName name, CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var mark = new TableEntity(StudyKeys.IndexPartition, name) { ["AskedAt"] = time.GetUtcNow() };
        try
        {
            await index.UpdateEntityAsync(mark, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It was deleted.
        }
    }

    /// <summary>Enters that the MLflow server need not be told anything more of a study that has ended.</summary>
    public async Task MlflowIsDoneAsync(StudyName name, CancellationToken cancellationToken)
    {
        var index = await tables.IndexAsync(cancellationToken);
        var mark = new TableEntity(StudyKeys.IndexPartition, name) { [Mlflow] = false };
        try
        {
            await index.UpdateEntityAsync(mark, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // It was deleted.
        }
    }

    /// <summary>Enters a study as ended, when the writer that ended it failed before it could.</summary>
    public Task RepairAsync(Study study, CancellationToken cancellationToken) => WriteAsync(study, null, cancellationToken);

    /// <summary>Enters a study when its state has changed, or may have: <paramref name="before"/> is null.</summary>
    internal async Task WriteAsync(Study study, StudyState? before, CancellationToken cancellationToken)
    {
        if (study.State == before) return;
        // Whoever repairs the index does this again.
        await memory.RememberAsync(study, cancellationToken);
        var index = await tables.IndexAsync(cancellationToken);
        while (true)
        {
            var answer = await index.UpsertEntityAsync(Entry(study), TableUpdateMode.Replace, cancellationToken);
            if (study.State != StudyState.Ended) return;

            // Another host may have let the study go on, or deleted it, before this entry was written over its own: nobody would find
            // a study that runs and is entered as ended.
            if (await _reader.ReadStudyAsync(study.Name, cancellationToken) is not { } now)
            {
                await DeleteAsync(index, study.Name, answer.Headers.ETag!.Value, cancellationToken);
                return;
            }

            if (now.State == StudyState.Ended) return;
            study = now;
        }
    }

    private static async Task DeleteAsync(TableClient index, StudyName name, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            await index.DeleteEntityAsync(StudyKeys.IndexPartition, name, version, cancellationToken);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            // It is the entry of a later study of this name.
        }
    }

    /// <summary>The outline of a study that has ended; null when the study
    /// itself must be asked: it runs, or the entry cannot be read.</summary>
    internal static StudyOutline? Outline(TableEntity entry)
    {
        if (entry.GetString("State") != nameof(StudyState.Ended)) return null;
        try
        {
            return StudyOutline.Read(StudyName.Parse(entry.RowKey), entry);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>What the entry itself tells of a study that cannot be read.</summary>
    internal static StudyOutline Unreadable(TableEntity entry, string error) => new()
    {
        Name = StudyName.Parse(entry.RowKey),
        State = Enum.TryParse<StudyState>(entry.GetString("State"), out var state) ? state : StudyState.Running,
        Error = error,
        Objective = "unknown",
        CreatedAt = entry.GetDateTimeOffset("CreatedAt") ?? default,
    };

    /// <returns>Whether the study is entered; not when a study of its name is.</returns>
    internal async Task<bool> TryEnterAsync(Study study, CancellationToken cancellationToken) =>
        await AddIfAbsentAsync(await tables.IndexAsync(cancellationToken), Entry(study), cancellationToken);

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

    private static TableEntity Entry(Study study)
    {
        var entry = new TableEntity(StudyKeys.IndexPartition, study.Name);
        if (study.State == StudyState.Ended) StudyOutline.Of(study).Put(entry);
        else (entry["State"], entry["CreatedAt"]) = (study.State.ToString(), study.CreatedAt);
        if (study.State != StudyState.Ended)
        {
            if (study.Spec.Priority != 0) entry["Priority"] = study.Spec.Priority;
            if (study.Spec.Budget?.Group is { } group) entry["Group"] = group;
            if (study.QueueKey is { } key) entry["QueueKey"] = key;
        }

        if (study is { State: StudyState.Ended, Notices.Count: > 0 }) entry["Notifies"] = true;
        if (study is { State: StudyState.Ended, Spec.Mlflow: not null }) entry[Mlflow] = true;
        return entry;
    }
}
