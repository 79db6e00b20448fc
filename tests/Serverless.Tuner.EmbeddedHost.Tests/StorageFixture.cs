
namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>An Azurite with tables, queues and blobs, for task hubs of a class's tests.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    private AzuriteProcess _azurite = null!;
    private int _hubs;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(isWhole: true);

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>A task hub of its own.</summary>
    public AzureStorageHub NewHub() => new(_azurite.ConnectionString, $"Hub{Interlocked.Increment(ref _hubs)}");
}
