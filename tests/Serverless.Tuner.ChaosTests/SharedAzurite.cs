using Serverless.Tuner.ChaosTests;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

// Figures are measured: whatever runs beside a test would be in them.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Serverless.Tuner.ChaosTests;

/// <summary>One Azurite for all tests that do not stop it.</summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private AzuriteProcess? _process;

    public AzuriteProcess Process => _process ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _process = await AzuriteProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }
}
