using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>Asks the storage again, with back-off, while its faults pass.</summary>
internal sealed class StorageRetry(TimeProvider time, ILogger<StorageRetry> logger)
{
    /// <summary>For a caller who waits for the answer: long enough for a hiccup, short enough to be told.</summary>
    public const int AttemptsForAClient = 6;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    public async Task<T> ExecuteAsync<T>(
        string operation, Func<CancellationToken, Task<T>> request, CancellationToken cancellation, int attempts = int.MaxValue)
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return await request(cancellation);
            }
            catch (Exception exception) when (StorageFaults.IsTransient(exception))
            {
                // The client reports being cancelled as a failure when tries before that one failed too.
                cancellation.ThrowIfCancellationRequested();
                if (attempt >= attempts)
                    throw;
                logger.StorageFaulted(operation, attempt, delay, exception.Message);
            }

            await Task.Delay(delay, time, cancellation);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }
}
