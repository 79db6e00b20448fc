using Azure;

namespace Serverless.Tuner.EmbeddedHost.Durable.History;

/// <summary>Tells a fault of the storage that passes from an answer that stands.</summary>
internal static class StorageFaults
{
    /// <summary>The request may or may not have been carried out; it is worth asking again.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or >= 500,
        AggregateException several => several.InnerExceptions.All(IsTransient),
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };

    /// <summary>What was expected of the stored rows does not hold: another writer has been there.</summary>
    public static bool IsConflict(Exception exception)
        => exception is RequestFailedException { Status: 404 or 409 or 412 };

    /// <summary>The rows cannot be stored at all, now or later.</summary>
    public static bool IsRefusal(Exception exception)
        => exception is RequestFailedException { Status: 400 or 413 };
}
