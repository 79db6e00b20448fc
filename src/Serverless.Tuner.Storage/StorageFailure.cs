using Azure;

namespace Serverless.Tuner.Storage;

/// <summary>Tells failures of the storage from those of the code that uses it.</summary>
public static class StorageFailure
{
    /// <summary>Whether the storage refused, or did not answer however often the client tried: then all its tries come in one <see cref="AggregateException"/>.</summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException { InnerException: RequestFailedException };
}
