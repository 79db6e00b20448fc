using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Evaluation.Tests;

/// <summary>An Azurite that no app works on: no sweep begins the studies that a test plays by itself.</summary>
public sealed class StorageAlone : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    internal string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null) await _azurite.DisposeAsync();
    }
}
