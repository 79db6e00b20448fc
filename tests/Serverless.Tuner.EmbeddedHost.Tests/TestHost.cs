using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Hosts for one test, all on the same table and the same ledger.</summary>
public sealed class TestHosts(AzuriteFixture azurite) : IAsyncDisposable
{
    private readonly List<EmbeddedFunctionHost> _hosts = [];

    public string TableName { get; } = "t" + Guid.NewGuid().ToString("N");

    public Ledger Ledger { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LogSink Logs { get; } = new();

    public TableClient Table => new TableServiceClient(azurite.ConnectionString).GetTableClient(TableName);

    public async Task<EmbeddedFunctionHost> StartAsync(
        bool replay = false,
        Func<EmbeddedHostOptions, EmbeddedHostOptions>? adjust = null,
        FlakyHandler? way = null,
        params Type[] functions)
    {
        var types = functions.Length > 0 ? functions : [typeof(Orchestrators), typeof(Activities)];
        var options = new EmbeddedHostOptions
        {
            Urls = ["http://127.0.0.1:0"],
            FunctionAssemblies = [typeof(TestHosts).Assembly],
            FunctionTypes = types.Contains,
            ReplayEveryStep = replay,
            HistoryTableName = TableName,
            TableServiceClient = _ => Storage(way),
        };
        var host = EmbeddedFunctionHost.Create(adjust?.Invoke(options) ?? options, services =>
        {
            services.AddSingleton(Time);
            services.AddSingleton(Ledger);
            services.AddLogging(logging => logging.ClearProviders().AddProvider(Logs));
        });
        lock (_hosts)
            _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.AbandonAsync();
    }

    private TableServiceClient Storage(FlakyHandler? way)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        if (way is not null)
            options.Transport = new HttpClientTransport(new HttpClient(way));
        return new(azurite.ConnectionString, options);
    }
}
