using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>An Azurite with tables, queues and blobs, for task hubs of a class's tests.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;
    private int _hubs;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(isWhole: true);

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>Loses queues and leases of a task hub, as an Azurite does that is killed soon after they were made; tables are
    /// kept.</summary>
    public async Task LoseAsync(AzureStorageHub hub)
    {
        var queues = new QueueServiceClient(_azurite.ConnectionString);
        await foreach (var queue in queues.GetQueuesAsync(prefix: Prefix(hub))) await queues.DeleteQueueAsync(queue.Name);
        var blobs = new BlobServiceClient(_azurite.ConnectionString);
        await foreach (var container in blobs.GetBlobContainersAsync(prefix: Prefix(hub)))
            await blobs.DeleteBlobContainerAsync(container.Name);
    }

    /// <summary>A task hub of its own.</summary>
    public AzureStorageHub NewHub() => new(_azurite.ConnectionString, $"Hub{Interlocked.Increment(ref _hubs)}");

    private static string Prefix(AzureStorageHub hub) => hub.Name.ToLowerInvariant() + "-";
}
