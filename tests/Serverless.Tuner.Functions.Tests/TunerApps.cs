using Serverless.Tuner.Functions.Tests;
using Serverless.Tuner.TestKit;

[assembly: AssemblyFixture(typeof(TunerApps))]

namespace Serverless.Tuner.Functions.Tests;

/// <summary>One Azurite and one app on it; each test uses studies of its own.</summary>
public sealed class TunerApps : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private TunerApp? _app;

    internal TunerApp App => _app ?? throw new InvalidOperationException("Not started.");

    internal string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        _app = await TunerApp.StartAsync(_azurite.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }
}
