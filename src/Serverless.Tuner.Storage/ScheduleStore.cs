using Serverless.Tuner.Core.Schedules;

namespace Serverless.Tuner.Storage;

/// <summary>The schedules in Table Storage. The table is made with the first schedule; without it there are none.</summary>
public sealed class ScheduleStore(TunerTables tables, TimeProvider time)
{
    /// <summary>What is wrong with a spec that is too large to be kept; null when it is not.</summary>
    public static FieldError? WrongWith(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return LongText.Fits(ScheduleRow.ToEntity(schedule with { Runs = [], Notices = [], Waiting = [] }), ScheduleRow.SpareBytes)
            ? null
            : new FieldError("", "is too large for a schedule's row in Table Storage (1 MiB)");
    }

    /// <summary>An id for a new schedule.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>All schedules by name.</summary>
    public async Task<IReadOnlyList<Schedule>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Schedules.QueryAsync<TableEntity>(
                $"PartitionKey eq '{StudyKeys.SchedulePartition}'", cancellationToken: cancellationToken)
                .Select(ScheduleRow.FromEntity).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return []; // There is no table.
        }
    }

    /// <summary>The names of all schedules, also of those that cannot be read.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Schedules.QueryAsync<TableEntity>(
                $"PartitionKey eq '{StudyKeys.SchedulePartition}'", select: ["RowKey"], cancellationToken: cancellationToken)
                .Select(row => row.RowKey).ToListAsync(cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return []; // There is no table.
        }
    }

    /// <summary>A schedule; null when there is none.</summary>
    public async Task<Schedule?> FindAsync(string name, CancellationToken cancellationToken) =>
        await ReadAsync(name, cancellationToken) is var (schedule, _) ? schedule : null;

    /// <summary>A schedule and the version of its row; null when there is none.</summary>
    public async Task<(Schedule Schedule, ETag Version)?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var row = await tables.Schedules.GetEntityIfExistsAsync<TableEntity>(
                StudyKeys.SchedulePartition, name, cancellationToken: cancellationToken);
            return row.HasValue ? (ScheduleRow.FromEntity(row.Value!), row.Value!.ETag) : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null; // There is no table.
        }
    }

    /// <summary>Adds a schedule, unless there is one of its name.</summary>
    /// <returns>The schedule that is there afterwards.</returns>
    public async Task<Schedule> AddAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        await tables.Schedules.CreateIfNotExistsAsync(cancellationToken);
        while (true)
        {
            if (await StudyIndex.AddIfAbsentAsync(tables.Schedules, ScheduleRow.ToEntity(schedule), cancellationToken)) return schedule;
            if (await FindAsync(schedule.Spec.Name, cancellationToken) is { } other) return other;
        }
    }

    /// <summary>Writes a schedule over a version of its row.</summary>
    /// <returns>Whether it is written; not when another writer has changed or deleted it since.</returns>
    public async Task<bool> TryWriteAsync(Schedule schedule, ETag version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        try
        {
            await tables.Schedules.UpdateEntityAsync(ScheduleRow.ToEntity(schedule), version, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 404 || Conflict.IsConflict(e))
        {
            return false;
        }
    }

    /// <summary>Changes a schedule by a pure function, which is applied again when another writer has changed it meanwhile.</summary>
    /// <param name="name">The schedule.</param>
    /// <param name="change">The change; null or its argument leaves the schedule as it is.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    /// <returns>The schedule as it is afterwards; null when there is none.</returns>
    public async Task<Schedule?> ChangeAsync(string name, Func<Schedule, Schedule?> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var tries = 0; ; tries++)
        {
            if (await ReadAsync(name, cancellationToken) is not var (schedule, version)) return null;
            var changed = change(schedule) ?? schedule;
            if (ReferenceEquals(changed, schedule) || await TryWriteAsync(changed, version, cancellationToken)) return changed;
            if (tries >= Conflict.MaxTries) throw new InvalidOperationException($"Schedule '{name}' changes all the time.");
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    /// <summary>Deletes a schedule; its studies stay.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(name, cancellationToken) is null) return false;
        await tables.Schedules.DeleteEntityAsync(StudyKeys.SchedulePartition, name, ETag.All, cancellationToken);
        return true;
    }
}
