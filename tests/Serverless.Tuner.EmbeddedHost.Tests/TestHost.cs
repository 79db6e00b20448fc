using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Tests.Functions;

namespace Serverless.Tuner.EmbeddedHost.Tests;

/// <summary>Hosts for one test, all with the same ledger.</summary>
public sealed class TestHosts : IAsyncDisposable
{
    private readonly List<EmbeddedFunctionHost> _hosts = [];

    public Ledger Ledger { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where instances live; null for in memory.</summary>
    public AzureStorageHub? Hub { get; init; }

    /// <summary>Whether each step runs its orchestrator from the start.</summary>
    public bool ReplayEveryStep { get; init; }

    /// <summary>What the orchestrators have done.</summary>
    internal ConcurrentQueue<RecordedStep> Steps { get; } = new();

    public LogSink Logs { get; } = new();

    public async Task<EmbeddedFunctionHost> StartAsync(
        Func<EmbeddedHostOptions, EmbeddedHostOptions>? adjust = null,
        params Type[] functions)
    {
        var types = functions.Length > 0 ? functions : [typeof(Orchestrators), typeof(Activities)];
        var options = new EmbeddedHostOptions
        {
            Urls = ["http://127.0.0.1:0"],
            AzureStorage = Hub,
            ReplayEveryStep = ReplayEveryStep,
            FunctionAssemblies = [typeof(TestHosts).Assembly],
            FunctionTypes = types.Contains,
            StepRecorded = Steps.Enqueue,
        };
        var host = EmbeddedFunctionHost.Create(adjust?.Invoke(options) ?? options, (services, _) =>
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
}
