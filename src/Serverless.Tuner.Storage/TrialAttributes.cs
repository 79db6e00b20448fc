namespace Serverless.Tuner.Storage;

/// <summary>
/// Notes that are kept with trials beside those of their results, as rows <c>attributes|0000000012</c> of their study's partition. They
/// have rows of their own because a trial's row is its evaluation's alone, and never changes once the trial has ended.
/// </summary>
public sealed class TrialAttributes(StudyStore store, TunerTables tables, TimeProvider time)
{
    private const string Notes = "Attributes";
    private const string Ended = "Ended";

    /// <summary>When the trial was created: a row that a deletion of the study has missed is of another trial.</summary>
    private const string Trial = "TrialCreatedAt";

    /// <summary>The trials with what was noted about them among the attributes of their outcomes.</summary>
    public async Task<IReadOnlyList<Trial>> AddToAsync(
        StudyName name, IReadOnlyList<Trial> trials, CancellationToken cancellationToken)
    {
        if (trials.Count == 0) return trials;
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, first) = (name.ToString(), StudyKeys.Attributes(trials.Min(t => t.Number)));
        var last = StudyKeys.Attributes(trials.Max(t => t.Number));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {last}");
        var rows = new Dictionary<int, TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(StudyKeys.NumberOf(row.RowKey), row);
        return rows.Count == 0 ? trials : [.. trials.Select(trial => With(trial, Of(trial, rows.GetValueOrDefault(trial.Number))))];
    }

    /// <summary>What is wrong with changes of what is noted about a trial; null when nothing is, or there is no such trial.</summary>
    public async Task<string?> WrongWithAsync(
        StudyName name, int number, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken) =>
        await ReadAsync(await tables.StudiesAsync(cancellationToken), name, number, cancellationToken) is var (trial, row)
            ? AttributeChanges.Apply(Of(trial, row), changes).Wrong
            : null;

    /// <summary>Changes what is noted about a trial, in whatever state it is.</summary>
    /// <returns>The trial with its notes, or what is wrong with the changes; both null when there is no such trial.</returns>
    public async Task<(Trial? Trial, string? Wrong)> ChangeAsync(
        StudyName name, int number, IReadOnlyDictionary<string, string?> changes, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        for (var tries = 0; ; tries++)
        {
            if (await ReadAsync(table, name, number, cancellationToken) is not var (trial, before)) return default;
            var (attributes, wrong) = AttributeChanges.Apply(Of(trial, before), changes);
            if (wrong is not null) return (null, wrong);
            if (changes.Count == 0) return (With(trial, attributes), null);
            var row = new TableEntity(name, StudyKeys.Attributes(number)) { [Trial] = trial.CreatedAt, [Ended] = trial.HasEnded };
            LongText.PutJson(row, Notes, attributes);
            try
            {
                if (before is null) await table.AddEntityAsync(row, cancellationToken);
                else await table.UpdateEntityAsync(row, before.ETag, TableUpdateMode.Replace, cancellationToken);
                return (With(trial, attributes), null);
            }
            catch (RequestFailedException e) when (e.Status is 404 or 409 or 412 && tries < Conflict.MaxTries)
            {
                // Another request has changed them, or has deleted the study.
                await Conflict.WaitAsync(tries, time, cancellationToken);
            }
        }
    }

    /// <summary>A trial, and the row of its notes; null when there is no such trial.</summary>
    private async Task<(Trial Trial, TableEntity? Row)?> ReadAsync(
        TableClient table, StudyName name, int number, CancellationToken cancellationToken)
    {
        if (await store.Reader.ReadTrialAsync(name, number, cancellationToken) is not var (trial, _)) return null;
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            name, StudyKeys.Attributes(number), cancellationToken: cancellationToken);
        return (trial, found.HasValue ? found.Value : null);
    }

    private static Trial With(Trial trial, IReadOnlyDictionary<string, string> attributes) =>
        trial with { Outcome = trial.Outcome with { Attributes = attributes.Count > 0 ? attributes : null } };

    /// <summary>What is noted about a trial. What its result says comes over what was noted before it had ended, and under what was noted
    /// since: since then the row has both.</summary>
    private static IReadOnlyDictionary<string, string> Of(Trial trial, TableEntity? row)
    {
        var told = trial.Outcome.Attributes ?? new Dictionary<string, string>();
        if (row is null || row.GetDateTimeOffset(Trial) != trial.CreatedAt) return told;
        var noted = LongText.GetJson<Dictionary<string, string>>(row, Notes) ?? [];
        if (row.GetBoolean(Ended) != true)
            foreach (var (name, text) in told) noted[name] = text;
        return noted;
    }
}
