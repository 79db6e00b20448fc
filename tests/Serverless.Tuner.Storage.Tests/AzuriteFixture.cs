using Serverless.Tuner.Storage.Tests;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Serverless.Tuner.Storage.Tests;

/// <summary>One table service for all tests of this assembly; each test uses names of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public string ConnectionString => Azurite.ConnectionString;

    public Uri TableEndpoint => Azurite.TableEndpoint;

    private AzuriteProcess Azurite => _azurite ?? throw new InvalidOperationException("Azurite has not been started.");

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
