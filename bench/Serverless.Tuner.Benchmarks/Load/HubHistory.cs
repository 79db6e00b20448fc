using Azure.Data.Tables;
using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Benchmarks.Load;

/// <summary>What an engine that keeps its histories in the storage has written there.</summary>
internal static class HubHistory
{
    private const string Table = HostStorage.TaskHub + "History";

    /// <summary>Its rows, and their bytes as the service counts them.</summary>
    public static async Task<(long Rows, long Bytes)> ReadAsync(string storage, CancellationToken cancellationToken)
    {
        var (rows, bytes) = (0L, 0L);
        var table = new TableClient(storage, Table);
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
            (rows, bytes) = (rows + 1, bytes + Bytes(row));
        return (rows, bytes);
    }

    // https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model: 4 bytes, two a character of the
    // keys, and for a property 8, two a character of its name, and its value.
    private static long Bytes(TableEntity row) =>
        4 + (2 * (row.PartitionKey.Length + row.RowKey.Length))
        + row.Where(p => p.Key is not ("odata.etag" or "PartitionKey" or "RowKey")).Sum(p => 8 + (2 * p.Key.Length) + Bytes(p.Value));

    private static long Bytes(object? value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] binary => 4 + binary.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        null => 0,
        _ => 8,
    };
}
