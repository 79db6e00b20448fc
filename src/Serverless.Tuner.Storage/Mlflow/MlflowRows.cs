using System.Security.Cryptography;

namespace Serverless.Tuner.Storage;

/// <summary>How far studies are runs of an MLflow server. Only studies that ask for it have such rows.</summary>
public sealed class MlflowRows(TunerTables tables, HostStart host, TimeProvider time)
{
    /// <summary>How far a study is, and what names the version of that; null when nothing was done yet.</summary>
    public async Task<(MlflowState State, string Version)?> FindAsync(Study study, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        return await ReadAsync(await tables.StudiesAsync(cancellationToken), study, cancellationToken) is ({ } state, var version)
            ? (state, version.ToString())
            : null;
    }

    /// <summary>Begins a pass that sends a study.</summary>
    /// <returns>The hold on it, which is to be released; null while another pass goes on.</returns>
    public async Task<MlflowHold?> TakeAsync(Study study, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        var table = await tables.StudiesAsync(cancellationToken);
        var (found, version) = await ReadAsync(table, study, cancellationToken);
        var now = time.GetUtcNow();
        if (found is { Pass: not null } && found.Until > now && !host.IsKnownDead(found.Host)) return null;
        var state = (found ?? new MlflowState(study.Id ?? default)) with
        {
            Pass = RandomNumberGenerator.GetHexString(16, lowercase: true),
            Host = host.Name,
            Until = now + MlflowHold.Length,
            Writes = (found?.Writes ?? 0) + 1,
        };
        try
        {
            var row = state.ToEntity(study.Name);
            var response = version == default
                ? await table.AddEntityAsync(row, cancellationToken)
                : await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellationToken);
            return new MlflowHold(table, time, study.Name, state, response.Headers.ETag!.Value);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) || e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The runs of a range of trials that have one, or were to have one, by the trial's number.</summary>
    public async Task<IReadOnlyDictionary<int, MlflowRun>> RunsAsync(
        StudyName study, int first, int last, CancellationToken cancellationToken)
    {
        var (partition, from, to) = (study.ToString(), StudyKeys.Mlflow(first), StudyKeys.Mlflow(last));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey le {to}");
        return await QueryAsync(filter, cancellationToken).ToDictionaryAsync(run => run.Trial, cancellationToken: cancellationToken);
    }

    /// <summary>The runs of which there may be a second one.</summary>
    public IAsyncEnumerable<MlflowRun> DoubtfulAsync(StudyName study, CancellationToken cancellationToken)
    {
        var (partition, from, to) = (study.ToString(), StudyKeys.Mlflow(0), StudyKeys.MlflowEnd);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
        return QueryAsync($"{filter} and {MlflowRun.Doubtful} eq true", cancellationToken);
    }

    private async IAsyncEnumerable<MlflowRun> QueryAsync(
        string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            yield return MlflowRun.FromEntity(row);
    }

    /// <summary>The state of a study, none where the row is another study's; and the version of the row, none where there is no row.
    /// </summary>
    private static async Task<(MlflowState? State, ETag Version)> ReadAsync(
        TableClient table, Study study, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            study.Name, StudyKeys.MlflowRow, cancellationToken: cancellationToken);
        if (!row.HasValue) return (null, default);
        var state = MlflowState.FromEntity(row.Value!);
        return (state?.StudyId == (study.Id ?? default) ? state : null, row.Value!.ETag);
    }
}
