using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

// Studies of trials that ended elsewhere.
public sealed partial class StudyStore
{
    /// <summary>What the new trials of a transaction may take of its 4 MiB.</summary>
    private const long MaxImportBytes = 2_000_000;

    /// <summary>An import of which a part is there, and what its trials may have declared; null when there is none of that name.</summary>
    public async Task<(StudySpec Spec, IReadOnlyList<ParameterSpec>? Declared)?> FindImportAsync(
        StudyName name, StudyImport import, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        if (await ImportRowAsync(table, name, cancellationToken) is not { } row) return null;
        var study = StudyRow.FromEntity(row);
        return study.Import == import ? (study.Spec, await DeclaredAsync(study, cancellationToken)) : null;
    }

    /// <summary>
    /// Writes a part of an import. Each transaction has the study's row and up to 99 others, and moves the number of the next trial on that
    /// row: a part that comes again goes on where it stands. The last one makes the study; until then nobody else sees it.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays.</param>
    public async Task<ImportResult> ImportAsync(ImportPart part, CancellationToken cancellationToken)
    {
        if (TooLarge(part) is { Count: > 0 } errors) return new ImportResult(0) { Errors = errors };
        var table = await tables.StudiesAsync(cancellationToken);
        for (var tries = 0; tries <= Conflict.MaxTries; tries++)
        {
            await Conflict.WaitAsync(tries, time, cancellationToken);
            if (await ImportRowAsync(table, part.Name, cancellationToken) is not { } row)
            {
                if (part.Spec is null || part.First > 0) return new ImportResult(0) { IsGone = true };
                if (await BeginAsync(table, part, cancellationToken) is { Count: > 0 } wrong) return new ImportResult(0) { Errors = wrong };
                continue;
            }

            var study = StudyRow.FromEntity(row);
            if (!row.ContainsKey(StudyRow.Deleting))
                return study.Import == part.Import
                    ? new ImportResult(part.Import.Of) { Study = study }
                    : new ImportResult(0) { Other = study };
            if (row.GetBoolean(StudyRow.Importing) == true && study.Import == part.Import)
            {
                if (await WriteAsync(table, study, row.ETag, part, cancellationToken) is { } written) return written;
                continue;
            }

            // What is left of a study that is being deleted, or of another import.
            if (part.Spec is null || part.First > 0) return new ImportResult(0) { IsGone = true };
            await DeleteAsync(part.Name, cancellationToken);
        }

        throw new InvalidOperationException($"Study '{part.Name}' is being imported and deleted again all the time.");
    }

    /// <summary>All trials with the reports of their last attempts, by ascending number; of each step the last report.</summary>
    public async IAsyncEnumerable<ImportedTrial> ListWithReportsAsync(
        StudyName name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Both are by ascending number, so that neither has to be kept.
        await using var batches = Reader.QueryReportsAsync(name, 0, null, cancellationToken)
            .SelectMany(page => page.ToAsyncEnumerable()).GetAsyncEnumerator(cancellationToken);
        var hasMore = await batches.MoveNextAsync();
        await foreach (var (trial, _) in Reader.QueryTrialsAsync(name, 0, null, cancellationToken))
        {
            var bySteps = new SortedDictionary<int, Report>();
            for (; hasMore && batches.Current.Trial <= trial.Number; hasMore = await batches.MoveNextAsync())
                if (batches.Current.Trial == trial.Number && batches.Current.Attempt == trial.Attempt)
                    foreach (var report in batches.Current.Reports) bySteps[report.Step] = report;
            yield return new ImportedTrial(trial, [.. bySteps.Values]);
        }
    }

    private static async Task<TableEntity?> ImportRowAsync(TableClient table, StudyName name, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(name, StudyKeys.StudyRow, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private static List<FieldError> TooLarge(ImportPart part) =>
    [
        .. part.Trials.Index().Where(t => !LongText.Fits(TrialRow.ToEntity(part.Name, t.Item.Trial)))
            .Select(t => new FieldError($"/trials/{t.Index}", "is too large for a row in Table Storage (1 MiB)")),
    ];

    /// <summary>Writes the study's row, which hides itself.</summary>
    private async Task<IReadOnlyList<FieldError>> BeginAsync(TableClient table, ImportPart part, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var study = Importing.Begin(part.Spec!, RunToken(now), part.Import, now) with { Id = NewId() };
        var row = StudyRow.ToEntity(study);
        if (!LongText.Fits(row, SpareBytes)) return [new FieldError("/study", "is too large for a study's row in Table Storage (1 MiB)")];
        (row[StudyRow.Deleting], row[StudyRow.Importing]) = (true, true);
        List<TableTransactionAction> actions = [new(TableTransactionActionType.Add, row)];
        if (part.Declared is { } declared)
        {
            var space = SpaceRow.ToEntity(study.Name, new OpenSpace(declared));
            if (!LongText.Fits(space)) return [new FieldError("/parameters", "are too large for a row in Table Storage (1 MiB)")];
            actions.Add(new(TableTransactionActionType.Add, space));
        }

        await TrySubmitAsync(table, actions, cancellationToken);
        return [];
    }

    /// <returns>How far the import is; null when another writer has changed the row.</returns>
    private async Task<ImportResult?> WriteAsync(
        TableClient table, Study study, ETag etag, ImportPart part, CancellationToken cancellationToken)
    {
        if (study.NextNumber < part.First) return new ImportResult(study.NextNumber) { IsTooFar = true };
        var (next, end) = (study.NextNumber, part.First + part.Trials.Count);
        while (next < end)
        {
            var (actions, after) = Batch(part, next);
            var mark = new TableEntity(part.Name, StudyKeys.StudyRow) { ["NextNumber"] = after };
            actions.Insert(0, new(TableTransactionActionType.UpdateMerge, mark, etag));
            if (await TrySubmitAsync(table, actions, cancellationToken) is not { } responses) return null;
            (next, etag) = (after, responses[0].Headers.ETag!.Value);
        }

        return next < part.Import.Of ? new ImportResult(next) : await ConcludeAsync(table, study, etag, cancellationToken);
    }

    /// <summary>The rows of as many trials as fit into a transaction beside the study's, and the number of the one after them.</summary>
    private static (List<TableTransactionAction> Actions, int After) Batch(ImportPart part, int next)
    {
        var actions = new List<TableTransactionAction>();
        long bytes = 0;
        for (; next < part.First + part.Trials.Count; next++)
        {
            var (trial, reports) = part.Trials[next - part.First];
            List<TableEntity> rows = [TrialRow.ToEntity(part.Name, trial)];
            var curve = new ReportBuffer(trial.Number, trial.Attempt);
            foreach (var report in reports) curve.Add(report);
            rows.AddRange(curve.Next(trial, marksEnd: false).Index().Select(batch => batch.Item.ToEntity(part.Name, batch.Index)));
            bytes += rows.Sum(LongText.BytesSent);
            if (actions.Count > 0 && (actions.Count + rows.Count > AdvanceTransaction.MaxRows || bytes > MaxImportBytes)) break;
            actions.AddRange(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }

        return (actions, next);
    }

    /// <summary>All trials are there: the study is to be seen from now on.</summary>
    private async Task<ImportResult?> ConcludeAsync(TableClient table, Study study, ETag etag, CancellationToken cancellationToken)
    {
        var trials = await Reader.QueryTrialsAsync(study.Name, 0, null, cancellationToken).Select(row => row.Trial)
            .ToListAsync(cancellationToken);
        var declared = await DeclaredAsync(study, cancellationToken);
        var whole = Importing.Conclude(study, trials, declared is null ? SearchSpace.Of(study.Spec) : SearchSpace.Open(declared));
        // The index comes first, as for every study: the sweep sets right what a crash leaves between the two.
        await Index.TryEnterAsync(whole with { State = StudyState.Running }, cancellationToken);
        List<TableTransactionAction> replace = [new(TableTransactionActionType.UpdateReplace, StudyRow.ToEntity(whole), etag)];
        if (await TrySubmitAsync(table, replace, cancellationToken) is null) return null;
        await Index.WriteAsync(whole, null, cancellationToken);
        return new ImportResult(trials.Count) { Study = whole };
    }

    /// <returns>The answers; null when another writer, or an earlier try whose answer was lost, was first.</returns>
    private async Task<IReadOnlyList<Response>?> TrySubmitAsync(
        TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        try
        {
            return await Transaction.SubmitAsync(table, actions, time, cancellationToken);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            return null;
        }
    }
}
