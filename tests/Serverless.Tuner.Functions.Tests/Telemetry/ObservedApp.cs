using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serverless.Tuner.Functions.Telemetry;
using Serverless.Tuner.Storage.Telemetry;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.Functions.Tests.Telemetry;

/// <summary>Alone in the process while they run: spans and meters are of the process, and other tests' would be among them.</summary>
[CollectionDefinition(nameof(ObservedApp), DisableParallelization = true)]
public sealed class ObservedAppCollection : ICollectionFixture<ObservedApp>;

/// <summary>An app whose spans and meters are kept in memory.</summary>
public sealed class ObservedApp : IAsyncLifetime
{
    private readonly Collected<Activity> _spans = [];
    private readonly Collected<MetricSnapshot> _meters = [];
    private AzuriteProcess? _azurite;
    private TunerApp? _app;

    internal TunerApp App => _app!;

    internal string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(hasBlobs: true);
        _app = await TunerApp.StartAsync(_azurite.ConnectionString, configure: services => Exporters.Listen(services.AddOpenTelemetry())
            .WithTracing(tracing => tracing.AddInMemoryExporter(_spans))
            .WithMetrics(metrics => metrics.AddInMemoryExporter(_meters)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_azurite is not null) await _azurite.DisposeAsync();
    }

    /// <summary>The requests that the app was sent.</summary>
    internal Activity[] Requests => [.. _spans.ToArray().Where(span => span.Source.Name != TunerTelemetry.Name)];

    /// <summary>The spans of a study, once its trace has one of each of these names.</summary>
    internal async Task<Activity[]> SpansAsync(string study, params string[] names)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Activity[] spans = [.. _spans.ToArray().Where(span => span.GetTagItem("study") as string == study)];
            if (names.All(name => spans.Any(span => span.OperationName == name))) return spans;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>A meter as it stands, by its points; none when there is nothing of it.</summary>
    internal MetricPoint[] Meter(string name)
    {
        _meters.Clear();
        Assert.True(App.Services.GetRequiredService<MeterProvider>().ForceFlush());
        return [.. _meters.ToArray().Where(meter => meter.Name == name).SelectMany(meter => meter.MetricPoints)];
    }
}
