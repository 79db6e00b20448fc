#nullable enable
using Azure.Core;

namespace Azure.Data.Tables.Rest;

/// <summary>The pages of a query, fetched one by one as they are asked for.</summary>
internal sealed class PagedQuery<T>(
    TablesRest rest,
    Func<int?, HttpMessage> request,
    Func<BinaryData, IReadOnlyList<T>> read,
    int? maxPerPage,
    CancellationToken cancellation) : AsyncPageable<T>(cancellation)
    where T : notnull
{
    private const string NextPartitionKey = "NextPartitionKey";
    private const string NextRowKey = "NextRowKey";
    private const string NextTableName = "NextTableName";

    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    public override async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using var either = cancellationToken.CanBeCanceled && CancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken)
            : null;
        var effective = either?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : CancellationToken);
        await foreach (var page in PagesAsync(null, maxPerPage, effective).ConfigureAwait(false))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }

    private async IAsyncEnumerable<Page<T>> PagesAsync(
        string? continuation,
        int? pageSize,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            var page = await FetchAsync(continuation, pageSize, cancellation).ConfigureAwait(false);
            yield return page;
            continuation = page.ContinuationToken;
        }
        while (continuation is not null);
    }

    private async Task<Page<T>> FetchAsync(string? continuation, int? pageSize, CancellationToken cancellation)
    {
        using var message = request(pageSize);
        ContinueFrom(message.Request.Uri, continuation);
        await rest.SendAsync(message, cancellation).ConfigureAwait(false);
        var response = message.Response;
        if (response.Status != 200)
            throw new RequestFailedException(response);
        return Page<T>.FromValues(read(response.Content), ContinuationOf(response), response);
    }

    /// <summary>The service's keys are opaque and without spaces: two of them with a space between are our token.</summary>
    private static string? ContinuationOf(Response response)
    {
        if (response.Headers.TryGetValue("x-ms-continuation-" + NextTableName, out var table))
            return table;
        var hasPartition = response.Headers.TryGetValue("x-ms-continuation-" + NextPartitionKey, out var partition);
        var hasRow = response.Headers.TryGetValue("x-ms-continuation-" + NextRowKey, out var row);
        return hasPartition || hasRow ? $"{partition} {row}" : null;
    }

    private static void ContinueFrom(RequestUriBuilder uri, string? continuation)
    {
        if (continuation is not { Length: > 1 })
            return;
        var space = continuation.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            uri.AppendQuery(NextTableName, continuation, escapeValue: true);
            return;
        }
        uri.AppendQuery(NextPartitionKey, continuation[..space], escapeValue: true);
        if (space + 1 < continuation.Length)
            uri.AppendQuery(NextRowKey, continuation[(space + 1)..], escapeValue: true);
    }
}
