using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

/// <summary>Brings what is known of a study up to date, reading only what can have changed.</summary>
internal sealed class StudyReader(TunerTables tables)
{
    private const int PageSize = 1_000;

    /// <summary>Into how many parts a long read is cut.</summary>
    private const int Parts = 4;

    /// <summary>Open trials that are less than this apart are read by one request, along with those between.</summary>
    private const int Gap = 100;

    private static readonly string[] OnlyKey = ["RowKey"];
    private static readonly string[] KeyAndClaim = ["RowKey", "Claim", TrialRow.LookAt];

    /// <summary>Reads the study row.</summary>
    /// <returns>Whether there is such a study.</returns>
    public async Task<bool> ReadStudyAsync(WarmStudy warm, StudyName name, CancellationToken cancellationToken)
    {
        if (await FindRowAsync(name, null, cancellationToken) is not { } row)
        {
            warm.Clear();
            return false;
        }

        warm.SetStudy(StudyRow.FromEntity(row), row.ETag);
        return true;
    }

    /// <summary>Reads the study without keeping it; null when there is none.</summary>
    public async Task<Study?> ReadStudyAsync(StudyName name, CancellationToken cancellationToken) =>
        await FindRowAsync(name, null, cancellationToken) is { } row ? StudyRow.FromEntity(row) : null;

    /// <summary>The same with the version of the row.</summary>
    public async Task<(Study Study, ETag Version)?> ReadVersionAsync(StudyName name, CancellationToken cancellationToken) =>
        await FindRowAsync(name, null, cancellationToken) is { } row ? (StudyRow.FromEntity(row), row.ETag) : null;

    /// <summary>Reads those trials of a study that are not known to have ended.</summary>
    public async Task ReadOpenAsync(WarmStudy warm, Study study, CancellationToken cancellationToken)
    {
        if (study.NextNumber - warm.Count > PageSize) await ReadManyAsync(warm, study, cancellationToken);
        foreach (var (first, last) in warm.OpenRanges(study.NextNumber, Gap))
            await foreach (var (trial, etag) in QueryTrialsAsync(study.Name, first, last, cancellationToken)) warm.SetTrial(trial, etag);
    }

    /// <summary>Reads many trials that are not known yet: once for all who ask for them meanwhile, and several parts side by side, so that
    /// the storage reads while the rows before are taken in.</summary>
    private async Task ReadManyAsync(WarmStudy warm, Study study, CancellationToken cancellationToken)
    {
        await warm.ReadGate.WaitAsync(cancellationToken);
        try
        {
            var (known, end) = (warm.Count, study.NextNumber);
            var part = Math.Max(PageSize, (end - known + Parts - 1) / Parts);
            var parts = new List<Task<List<(Trial Trial, ETag ETag)>>>();
            for (var first = known; first < end; first += part)
                parts.Add(QueryTrialsAsync(study.Name, first, Math.Min(first + part, end) - 1, cancellationToken)
                    .ToListAsync(cancellationToken).AsTask());
            foreach (var (trial, etag) in (await Task.WhenAll(parts)).SelectMany(rows => rows)) warm.SetTrial(trial, etag);
        }
        finally
        {
            warm.ReadGate.Release();
        }
    }

    /// <summary>Reads of the study row only what a list shows; null when there is no such study.</summary>
    public async Task<StudyOutline?> ReadOutlineAsync(StudyName name, CancellationToken cancellationToken) =>
        await FindRowAsync(name, StudyRow.OutlineColumns, cancellationToken) is { } row ? StudyRow.Outline(row) : null;

    private async Task<TableEntity?> FindRowAsync(StudyName name, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            name, StudyKeys.StudyRow, columns, cancellationToken);
        return row.HasValue && !row.Value!.ContainsKey(StudyRow.Deleting) ? row.Value : null;
    }

    /// <summary>Reads the study row, then the trials from the lowest that had not ended: those before it never change.</summary>
    public async Task<bool> ReadAllAsync(WarmStudy warm, StudyName name, CancellationToken cancellationToken)
    {
        if (!await ReadStudyAsync(warm, name, cancellationToken)) return false;
        await foreach (var (trial, etag) in QueryTrialsAsync(name, warm.LowestOpen, null, cancellationToken)) warm.SetTrial(trial, etag);
        if (warm is { Study.WarmStart.HasTrials: true, Prior: null }) warm.Prior = await ReadPriorAsync(name, cancellationToken);
        if (warm.Study is { Spec.OpenSpace: true }) warm.SetSpace((await ReadSpaceAsync(name, cancellationToken)).Space);
        return true;
    }

    /// <summary>Reads the study with its trials; a trial that cannot be read is no reason not to have read the study.</summary>
    public async Task<(bool Exists, Exception? Unreadable)> TryReadAllAsync(
        WarmStudy warm, StudyName name, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAllAsync(warm, name, cancellationToken), null);
        }
        catch (UnreadableRowException e) when (e.Trial is not null)
        {
            return (true, e);
        }
    }

    /// <summary>Reads the trials of earlier studies that a study learns from.</summary>
    internal async Task<IReadOnlyList<PriorStudy>> ReadPriorAsync(StudyName name, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.WarmStartRow, cancellationToken: cancellationToken);
        return row.HasValue ? WarmStartRow.FromEntity(row.Value!) : [];
    }

    /// <summary>Reads what the trials of a study have declared.</summary>
    public async Task<SpaceRow> ReadSpaceAsync(StudyName name, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.SpaceRow, cancellationToken: cancellationToken);
        return row.HasValue ? SpaceRow.FromEntity(row.Value!) : SpaceRow.None;
    }

    /// <summary>Reads one trial's row; null when there is none.</summary>
    public async Task<(Trial Trial, ETag ETag)?> ReadTrialAsync(StudyName name, int number, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            name, StudyKeys.Trial(number), cancellationToken: cancellationToken);
        return row.HasValue ? (TrialRow.FromEntity(row.Value!), row.Value!.ETag) : null;
    }

    /// <summary>Reads what the last attempt at a trial wrote; null when nothing of it is kept.</summary>
    public async Task<TrialLog?> ReadLogAsync(StudyName name, int number, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            name, StudyKeys.Log(number), cancellationToken: cancellationToken);
        return row.HasValue ? TrialLog.FromEntity(row.Value!) : null;
    }

    /// <summary>Reports by ascending trial and batch, from trial <paramref name="first"/> to
    /// <paramref name="last"/>, or to the last there is; each page is a request.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ReportBatch>> QueryReportsAsync(
        StudyName name, int first, int? last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var partition = name.ToString();
        var (from, end) = (StudyKeys.ReportPrefix(first), last is { } number ? StudyKeys.ReportsEnd(number) : StudyKeys.AllReportsEnd);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {end}");
        await foreach (var page in table.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken).AsPages())
            yield return [.. page.Values.Select(ReportBatch.FromEntity)];
    }

    /// <summary>Trials by ascending number, from <paramref name="first"/> to <paramref name="last"/>, or to the last there is.</summary>
    public async IAsyncEnumerable<(Trial Trial, ETag ETag)> QueryTrialsAsync(
        StudyName name, int first, int? last,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, from) = (name.ToString(), StudyKeys.Trial(first));
        var end = last is { } number ? StudyKeys.Trial(number) : StudyKeys.TrialsEnd;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {end}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, PageSize, cancellationToken: cancellationToken))
            yield return (TrialRow.FromEntity(row), row.ETag);
    }

    /// <summary>The numbers and claims of the trials from <paramref name="first"/> to <paramref name="last"/>
    /// that run and whose worker gave its last sign of life before <paramref name="oldest"/>.</summary>
    public async Task<IReadOnlyList<(int Number, string? Claim)>> FindSilentAsync(
        StudyName name, int first, int last, DateTimeOffset oldest, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, running) = (name.ToString(), nameof(TrialState.Running));
        var (from, to) = (StudyKeys.Trial(first), StudyKeys.Trial(last));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {to} and State eq {running} and HeartbeatAt lt {oldest}");
        var silent = new List<(int Number, string? Claim)>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter, PageSize, KeyAndClaim, cancellationToken))
            // One that goes on elsewhere is silent until somebody should have looked at it.
            if (entity.GetDateTimeOffset(TrialRow.LookAt) is not { } lookAt || lookAt < oldest)
                silent.Add((StudyKeys.NumberOf(entity.RowKey), entity.GetString("Claim")));
        return silent;
    }

    /// <summary>Whether a trial from <paramref name="first"/> to <paramref name="last"/> has ended, or its worker's lease has run
    /// out.</summary>
    public async Task<bool> HasToSettleAsync(
        StudyName name, int first, int last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, from, to) = (name.ToString(), StudyKeys.Trial(first), StudyKeys.Trial(last));
        var (waiting, running) = (nameof(TrialState.Waiting), nameof(TrialState.Running));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {to} and State ne {waiting}")
            + " and " + TableClient.CreateQueryFilter($"(State ne {running} or LeaseUntil le {now})");
        await foreach (var _ in table.QueryAsync<TableEntity>(filter, 1, OnlyKey, cancellationToken)) return true;
        return false;
    }

    public async Task<bool> HasChangedSinceAsync(Study study, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, row) = (study.Name.ToString(), StudyKeys.StudyRow);
        // A trial that goes on elsewhere is as good as one that writes, until somebody should have looked at it.
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and (Timestamp ge {since} or LookAt ge {since})");
        var rows = TableClient.CreateQueryFilter($"RowKey eq {row}");
        if (study.Open.Count > 0)
        {
            var (from, to) = (StudyKeys.Trial(study.Open[0].Number), StudyKeys.Trial(study.Open[^1].Number));
            rows += " or " + TableClient.CreateQueryFilter($"(RowKey ge {from} and RowKey le {to})");
        }

        await foreach (var _ in table.QueryAsync<TableEntity>($"{filter} and ({rows})", 1, OnlyKey, cancellationToken)) return true;
        return false;
    }
}
