using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using Serverless.Tuner.Functions.Telemetry;

namespace Serverless.Tuner.Functions.Tests.Telemetry;

/// <summary>Where the app sends its spans and meters.</summary>
[Collection(nameof(ObservedApp))]
public sealed class ExportTests(ObservedApp observed)
{
    private const string Key = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=http://127.0.0.1:9/";

    [Fact]
    public async Task Endpoint_OfACollector_IsSentSpansAndMeters()
    {
        var bodies = new ConcurrentQueue<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            bodies.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await collector.StartAsync();

        var app = await TunerApp.StartAsync(observed.ConnectionString, settings: new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await app.Client.StartStudyAsync("""{"name":"export-otlp","objective":"number","trials":1,"sampler":"random"}""");
        await app.EndAsync("export-otlp");
        // What waits is sent before it ends.
        await app.DisposeAsync();

        var spans = string.Concat(bodies.Where(body => body.Path == "/v1/traces").Select(body => body.Body));
        foreach (var text in (string[])["export-otlp", "advance", "algorithm_name", "serverless-tuner", "Microsoft.AspNetCore"])
            Assert.Contains(text, spans, StringComparison.Ordinal);
        var meters = string.Concat(bodies.Where(body => body.Path == "/v1/metrics").Select(body => body.Body));
        foreach (var text in (string[])["tuner.trials", "tuner.storage.requests", "tuner.activity.duration"])
            Assert.Contains(text, meters, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ThatAreNotSet_AddNothing() => Assert.Empty(Added([]));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", Key)]
    public void Settings_EachAlone_AddATracer(string name, string value)
    {
        var services = Added(new() { [name] = value });

        using var provider = services.BuildServiceProvider();
        Assert.NotNull(provider.GetService<TracerProvider>());
    }

    [Fact]
    public void Endpoint_ThatIsNone_IsRefused()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Added(new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector" }));

        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT must be an address", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization=AAD", true)]
    [InlineData("ClientId=00000000-0000-0000-0000-000000000002;Authorization=AAD", true)]
    [InlineData("", false)]
    public void Credential_OfAzureMonitor_IsTheAppsIdentityWhereTheSettingSaysSo(string text, bool isThere) =>
        Assert.Equal(isThere, AzureMonitorCredential.Of(Configuration(new() { [AzureMonitorCredential.Setting] = text })) is not null);

    [Fact]
    public void Credential_OfAnotherKind_IsRefused() => Assert.Throws<InvalidOperationException>(
        () => AzureMonitorCredential.Of(Configuration(new() { [AzureMonitorCredential.Setting] = "ClientId=1" })));

    private static ServiceCollection Added(Dictionary<string, string?> settings)
    {
        var (services, configuration) = (new ServiceCollection(), Configuration(settings));
        services.AddTelemetryExport(configuration, isOnFunctionsHost: false);
        if (services.Count > 0) services.AddSingleton(configuration);
        return services;
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
