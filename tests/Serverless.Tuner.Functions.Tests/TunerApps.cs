using Serverless.Tuner.Functions.Tests;
using Serverless.Tuner.TestKit;

[assembly: AssemblyFixture(typeof(TunerApps))]

namespace Serverless.Tuner.Functions.Tests;

/// <summary>One Azurite, and on it one app that replays every step and one that does not; each test uses studies of its own.</summary>
public sealed class TunerApps : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private TunerApp? _replaying;
    private TunerApp? _normal;

    internal TunerApp Normal => _normal ?? throw new InvalidOperationException("Not started.");

    internal string ConnectionString => _azurite!.ConnectionString;

    internal TunerApp Get(bool replayEveryStep) => replayEveryStep ? _replaying! : Normal;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        _replaying = await TunerApp.StartAsync(_azurite.ConnectionString, true, "replayinghistory");
        _normal = await TunerApp.StartAsync(_azurite.ConnectionString, false, "normalhistory");
    }

    public async ValueTask DisposeAsync()
    {
        if (_normal is not null) await _normal.DisposeAsync();
        if (_replaying is not null) await _replaying.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }
}
