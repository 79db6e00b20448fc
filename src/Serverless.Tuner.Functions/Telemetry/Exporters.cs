using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Functions.Telemetry;

/// <summary>The exporters of OpenTelemetry, as the settings ask for them.</summary>
internal static class Exporters
{
    private const string ServiceName = "serverless-tuner";

    // ASP.NET Core's own: the requests that studies link to.
    private const string RequestSource = "Microsoft.AspNetCore";

    public static void Add(IServiceCollection services, IConfiguration configuration, bool isOnFunctionsHost)
    {
        var telemetry = Listen(services.AddOpenTelemetry()).WithLogging(configureBuilder: null, log => log.IncludeFormattedMessage = true);
        if (!IsNamed(configuration)) telemetry.ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: Version));
        if (isOnFunctionsHost) telemetry.UseFunctionsWorkerDefaults();
        if (!string.IsNullOrWhiteSpace(configuration[TelemetryExport.OtlpSetting]))
        {
            CheckEndpoint(configuration[TelemetryExport.OtlpSetting]!);
            telemetry.UseOtlpExporter();
        }

        if (configuration[TelemetryExport.AzureMonitorSetting] is { } connection && !string.IsNullOrWhiteSpace(connection))
            telemetry.UseAzureMonitorExporter(options => Set(options, connection, configuration));
    }

    /// <summary>What is listened to: the tuner, the embedded host's activities, which have the same name, and the requests.</summary>
    internal static IOpenTelemetryBuilder Listen(IOpenTelemetryBuilder telemetry) => telemetry
        .WithTracing(tracing => tracing.AddSource(TunerTelemetry.Name, RequestSource))
        .WithMetrics(metrics => metrics.AddMeter(TunerTelemetry.Name));

    private static string? Version => typeof(Exporters).Assembly.GetName().Version?.ToString(3);

    private static bool IsNamed(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration["OTEL_SERVICE_NAME"])
        || configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) == true;

    /// <summary>The exporter would say so only in a log of its own.</summary>
    private static void CheckEndpoint(string endpoint)
    {
        var isUrl = Uri.TryCreate(endpoint, UriKind.Absolute, out var url);
        if (!isUrl || (url!.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new InvalidOperationException(
                $"{TelemetryExport.OtlpSetting} must be an address such as http://127.0.0.1:4317; it is '{endpoint}'.");
    }

    private static void Set(AzureMonitorExporterOptions options, string connection, IConfiguration configuration)
    {
        options.ConnectionString = connection;
        options.Credential = AzureMonitorCredential.Of(configuration);
        // It asks every few seconds whether somebody looks, also of an app that has nothing to do.
        options.EnableLiveMetrics = false;
        if (!string.IsNullOrWhiteSpace(configuration["OTEL_TRACES_SAMPLER"])) return;
        // Else it keeps five traces a second, and a study is one that goes on for long.
        options.TracesPerSecond = null;
        options.SamplingRatio = 1;
    }
}
