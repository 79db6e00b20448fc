using Serverless.Tuner.EmbeddedHost.Tests;
using Serverless.Tuner.TestKit;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>One table service for all tests of this assembly; each test has a table of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync();

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
