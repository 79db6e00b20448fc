using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serverless.Tuner.Functions.Telemetry;
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

    /// <summary>The request to the app that a span links to; it may end a moment after its answer is read.</summary>
    internal async Task<Activity> RequestOfAsync(Activity span)
    {
        var link = Assert.Single(span.Links).Context;
        Assert.NotEqual(span.TraceId, link.TraceId);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (_spans.ToArray().SingleOrDefault(other => other.SpanId == link.SpanId && other.TraceId == link.TraceId) is { } request)
                return request;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>The spans of a study, once its trace has one of each of these names, and those that others hang below.</summary>
    internal async Task<Activity[]> SpansAsync(string study, params string[] names)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            Activity[] spans = [.. _spans.ToArray().Where(span => span.GetTagItem("study") as string == study)];
            var known = spans.Select(span => span.SpanId).ToHashSet();
            if (names.All(name => spans.Any(span => span.OperationName == name))
                && spans.Where(span => span.OperationName is "suggest" or "tell" or "report")
                    .All(span => known.Contains(span.ParentSpanId)))
                return spans;
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
