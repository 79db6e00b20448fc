namespace Serverless.Tuner.Storage;

/// <summary>
/// Submits entity-group transactions. The client repeats requests that
/// fail; it does not when the service accepts the request and says inside
/// its answer that it is busy or ran out of time. This does.
/// </summary>
internal static class Transaction
{
    /// <summary>How often a transaction is submitted before its failure is reported; with the waits below up to six seconds.</summary>
    private const int MaxTries = 7;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);

    /// <summary>The answers to the actions, in their order.</summary>
    /// <exception cref="ArgumentException">An update carries no ETag; the client would write it over whatever is there.</exception>
    /// <exception cref="RequestFailedException">It failed, or an earlier try had
    /// succeeded without an answer and the next one conflicted with it.</exception>
    public static async Task<IReadOnlyList<Response>> SubmitAsync(
        TableClient table, IReadOnlyList<TableTransactionAction> actions, TimeProvider time, CancellationToken cancellationToken)
    {
        if (actions.Any(
            a =>
                a is { ActionType: TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpdateMerge, ETag: var etag }
                    && etag == default))
            throw new ArgumentException("An update carries no ETag.", nameof(actions));
        for (var tries = 1; ; tries++)
        {
            try
            {
                return (await table.SubmitTransactionAsync(actions, cancellationToken)).Value;
            }
            catch (TableTransactionFailedException e) when (tries < MaxTries && e.Status is 408 or 429 or >= 500)
            {
                await Task.Delay(FirstWait * (1 << (tries - 1)), time, cancellationToken);
            }
        }
    }
}
