using Microsoft.Extensions.Logging;

namespace Serverless.Tuner.Evaluation;

/// <summary>Requests that may fail: the next one does what they were to do.</summary>
internal static class BestEffort
{
    /// <summary>Makes a request. A failure of the storage is logged, and the trial goes on.</summary>
    public static async Task TryAsync(ILogger logger, Func<Task> request)
    {
        try
        {
            await request();
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            Logs.StorageFailed(logger, e);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // The host stops, which the evaluation sees elsewhere, or a wait was cut off whose request reports its own failure.
        }
    }
}
