using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Tuner.Functions.Telemetry;

/// <summary>
/// Sends spans, meters and log entries away: to Azure Monitor where <c>APPLICATIONINSIGHTS_CONNECTION_STRING</c> is set, and by OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is. Where neither is, nothing of OpenTelemetry is loaded.
/// </summary>
public static class TelemetryExport
{
    internal const string AzureMonitorSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    internal const string OtlpSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds the exporters that the settings ask for.</summary>
    /// <param name="services">The app's services; its log is set up already.</param>
    /// <param name="configuration">The settings.</param>
    /// <param name="isOnFunctionsHost">Whether the Functions host runs the app, whose own spans go before the app's.</param>
    /// <exception cref="InvalidOperationException">A setting cannot be used.</exception>
    public static IServiceCollection AddTelemetryExport(
        this IServiceCollection services, IConfiguration configuration, bool isOnFunctionsHost)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (monitor, collector) = (configuration[AzureMonitorSetting], configuration[OtlpSetting]);
        // Its types are named elsewhere, so that its assemblies are not even loaded.
        if (!string.IsNullOrWhiteSpace(monitor) || !string.IsNullOrWhiteSpace(collector))
            Exporters.Add(services, configuration, isOnFunctionsHost);
        return services;
    }
}
