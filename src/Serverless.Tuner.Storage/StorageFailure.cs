using Azure;

namespace Serverless.Tuner.Storage;

/// <summary>Tells failures of the storage from those of the code that uses it.</summary>
public static class StorageFailure
{
    /// <summary>Whether the storage refused, or did not answer however often the client tried: then all its tries come in one <see cref="AggregateException"/>.</summary>
    public static bool Is(Exception exception) =>
        exception is RequestFailedException or AggregateException { InnerException: RequestFailedException };

    /// <summary>Whether the storage will refuse again what it has refused: an answer that stands, neither a passing fault nor another's write.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is RequestFailedException { Status: >= 400 and < 500 and not (408 or 409 or 412 or 429) };
}
