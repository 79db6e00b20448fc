using DurableTask.AzureStorage;

namespace Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;

/// <summary>How this host works on a task hub in Azure Storage.</summary>
internal static class AzureStorageEngine
{
    /// <summary>What a host that was killed had taken from a queue, the others see again after this long.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromMinutes(1);

    // Within one host nothing tells a queue's reader that there is something to read.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">The connection string names some services of the storage only.</exception>
    /// <exception cref="FormatException">It is no connection string.</exception>
    public static AzureStorageOrchestrationService Create(AzureStorageHub hub, int maxConcurrentActivities)
    {
        hub.ThrowIfNotWhole();
        return new(new()
        {
            TaskHubName = hub.Name,
            StorageAccountClientProvider = new(hub.ConnectionString),
            WorkerId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}",
            MaxConcurrentTaskActivityWorkItems = maxConcurrentActivities,
            ControlQueueVisibilityTimeout = VisibilityTimeout,
            WorkItemQueueVisibilityTimeout = VisibilityTimeout,
            MaxQueuePollingInterval = LongestPause,
            UseAppLease = false, // All hosts of a hub run the same app.
            ThrowExceptionOnInvalidDedupeStatus = true,
        });
    }
}
