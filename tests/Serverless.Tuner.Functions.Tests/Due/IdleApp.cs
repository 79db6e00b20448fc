using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests.Due;

/// <summary>An app on a storage of its own, on which nothing happens but what a test does.</summary>
public sealed class IdleApp : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    internal TunerApp App { get; private set; } = null!;

    internal DurableTaskClient Durable => App.Services.GetRequiredService<DurableTaskClient>();

    internal DueTimer Timer => App.Services.GetRequiredService<DueTimer>();

    internal Task<DateTimeOffset?> LookAsync() =>
        App.Services.GetRequiredService<Housekeeping>().LookAsync(Durable, TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        App = await TunerApp.StartAsync(_azurite.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        if (App is not null) await App.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }
}
