using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Functions;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The function app in this process, on the embedded host.</summary>
internal sealed class EmbeddedApp : IRunningHost
{
    private const string StorageSetting = "AzureWebJobsStorage";

    // The host waits for its storage; people want to know when there is none.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly EmbeddedFunctionHost _host;

    private EmbeddedApp(EmbeddedFunctionHost host) => _host = host;

    public Uri Url => new(_host.Urls.Single());

    /// <summary>Starts it: the program's <see cref="StartHost"/>.</summary>
    /// <exception cref="CliException">Its storage does not answer, or is not named rightly.</exception>
    public static async Task<IRunningHost> StartAsync(
        Uri url, string connectionString, bool runOrchestrations, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken)
    {
        var host = Create(url, connectionString, runOrchestrations, configureTables);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        try
        {
            await host.StartAsync(patience.Token);
            return new EmbeddedApp(host);
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new CliException("The storage does not answer.", ExitCode.NoServer);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static EmbeddedFunctionHost Create(Uri url, string connectionString, bool runOrchestrations, Action<TableClientOptions>? configureTables)
    {
        var hostJson = Path.Combine(AppContext.BaseDirectory, "host.json");
        var options = new EmbeddedHostOptions
        {
            Urls = [$"http://127.0.0.1:{url.Port}"],
            FunctionAssemblies = [typeof(Functions.ServiceCollectionExtensions).Assembly],
            RunOrchestrations = runOrchestrations,
            HostJsonPath = File.Exists(hostJson) ? hostJson : null,
            Settings = new Dictionary<string, string?> { [StorageSetting] = connectionString },
        };
        try
        {
            var tables = Functions.ServiceCollectionExtensions.TableOptions();
            configureTables?.Invoke(tables);
            var client = new TableServiceClient(connectionString, tables);
            return EmbeddedFunctionHost.Create(options, (services, configuration) => AddApp(services, configuration, client));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new CliException($"The connection string cannot be used: {e.Message}", ExitCode.InvalidInput);
        }
    }

    /// <summary>What the host logs, on standard error: standard output belongs to the command.</summary>
    internal static void AddLog(IServiceCollection services) => services.AddLogging(logging => logging.ClearProviders()
        .AddConsoleFormatter<VisibleLogFormatter, ConsoleFormatterOptions>()
        .AddConsole(console =>
        {
            console.FormatterName = VisibleLogFormatter.FormatName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        })
        .SetMinimumLevel(LogLevel.Error));

    private static void AddApp(IServiceCollection services, IConfiguration configuration, TableServiceClient client)
    {
        AddLog(services);
        services.AddSingleton(client);
        services.AddServerlessTuner(configuration);
        services.AddCommandObjective(); // Whoever starts this process may run programs here anyway.
    }
}
