using DurableTask.AzureStorage;

namespace Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;

internal static class AzureStorageEngine
{
    /// <summary>Messages that a killed host had taken from a queue become visible to the others after this long.</summary>
    public static readonly TimeSpan VisibilityTimeout = TimeSpan.FromMinutes(1);

    // Within one host nothing notifies a queue's reader of a new message.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

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
