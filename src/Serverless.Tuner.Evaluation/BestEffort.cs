using Microsoft.Extensions.Logging;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Evaluation;

/// <summary>Requests that an evaluation can do without for a while: what they were to do is done by the next.</summary>
internal static class BestEffort
{
    /// <summary>Makes a request; that the storage does not answer, or that the host stops, is no reason to give the trial up.</summary>
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
            // Who waits for the evaluation sees the one; the other is said by the storage itself when it gives up.
        }
    }
}
