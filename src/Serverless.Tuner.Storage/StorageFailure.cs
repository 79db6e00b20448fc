namespace Serverless.Tuner.Storage;

/// <summary>Tells failures of the storage from those of the code that uses it.</summary>
public static class StorageFailure
{
    /// <summary>
    /// Whether the storage refused, or did not answer however often the client
    /// tried. An answer that breaks off is an <see cref="IOException"/>,
    /// one that takes longer than the client waits is a cancellation with an inner one; several failed tries come in one
    /// <see cref="AggregateException"/>, whose last may be that the caller gave up.
    /// </summary>
    public static bool Is(Exception exception) => exception switch
    {
        RequestFailedException or IOException => true,
        OperationCanceledException => exception.InnerException is OperationCanceledException,
        AggregateException several => several.InnerExceptions.Any(Is),
        _ => false,
    };

    /// <summary>Whether the storage could not be asked, or could not answer, and may when it is asked again.</summary>
    public static bool IsOutage(Exception exception) => Is(exception) && !IsRefusal(exception);

    /// <summary>
    /// Whether the same request would fail again: the storage has refused
    /// it, for neither a passing fault nor another writer's change, or holds
    /// a row that cannot be read.
    /// </summary>
    public static bool IsRefusal(Exception exception) =>
        exception is UnreadableRowException or RequestFailedException { Status: >= 400 and < 500 and not (408 or 409 or 412 or 429) };
}
