using System.Runtime.CompilerServices;

namespace Serverless.Tuner.Storage;

/// <summary>Reads which trials of a study have failed and why, and nothing else of them.</summary>
/// <param name="tables">The tables.</param>
public sealed class FailedTrials(TunerTables tables)
{
    private const int PageSize = 1_000;
    private static readonly string[] s_columns = ["RowKey", "Reason", "EndedAt"];

    /// <summary>The failed trials of a study by ascending number.</summary>
    /// <param name="name">The study; without one there are none.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<FailedTrial> OfAsync(StudyName name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        var (partition, first, end) = (name.ToString(), StudyKeys.Trial(0), StudyKeys.TrialsEnd);
        var failed = nameof(TrialState.Failed);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {first} and RowKey le {end} and State eq {failed}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, PageSize, s_columns, cancellationToken))
            yield return new FailedTrial(
                StudyKeys.NumberOf(row.RowKey), row.GetString("Reason") ?? "", row.GetDateTimeOffset("EndedAt"));
    }
}
