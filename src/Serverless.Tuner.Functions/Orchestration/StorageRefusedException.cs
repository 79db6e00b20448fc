namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The storage has refused what an activity asked of it, or holds what cannot
/// be read, and would do so again: the orchestration is not to ask again.</summary>
internal sealed class StorageRefusedException(string message, Exception innerException) : Exception(message, innerException)
{
    /// <summary>Runs an activity and throws this in the place of a refusal, or of a row that cannot be read.</summary>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> activity)
    {
        try
        {
            return await activity();
        }
        catch (Exception e) when (StorageFailure.IsRefusal(e))
        {
            throw new StorageRefusedException(e.Message, e);
        }
    }
}
