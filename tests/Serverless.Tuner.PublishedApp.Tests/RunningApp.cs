using Serverless.Tuner.PublishedApp.Tests.FunctionsHost;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.PublishedApp.Tests;

/// <summary>The published app, run by the stand-in of the Functions host on a storage of its own.</summary>
public sealed class RunningApp(PublishedApp app) : IAsyncLifetime
{
    private AzuriteProcess? _azurite;
    private StandInHost? _host;

    internal StandInHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync();
        _host = await StandInHost.StartAsync(app.Directory, Settings(_azurite));
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }

    internal static Dictionary<string, string> Settings(AzuriteProcess azurite) => new()
    {
        ["AzureWebJobsStorage"] = azurite.ConnectionString,
        ["TUNER_ADMIN_KEY"] = StandInHost.AdminKey,
    };
}
