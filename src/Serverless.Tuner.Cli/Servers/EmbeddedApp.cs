using System.Net.Sockets;
using Azure.Data.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Functions;
using Serverless.Tuner.Functions.Telemetry;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Cli.Servers;

/// <summary>The function app in this process, on the embedded host.</summary>
internal sealed class EmbeddedApp : IRunningHost
{
    private const string StorageSetting = "AzureWebJobsStorage";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    // A storage that does not answer keeps the lease until it runs out.
    private static readonly TimeSpan GiveBackPatience = TimeSpan.FromSeconds(3);

    private readonly EmbeddedFunctionHost _host;
    private readonly EmbeddedDriving _driving;
    private readonly CancellationTokenSource _stopping = new();
    private Task _restart = Task.CompletedTask;
    private HostLease? _lease;
    private StudyDriver? _driver;

    private EmbeddedApp(EmbeddedFunctionHost host, EmbeddedDriving driving) => (_host, _driving) = (host, driving);

    public Uri Url => new($"http://127.0.0.1:{BindingAddress.Parse(_host.Urls.First()).Port}");

    public bool IsDiskFull
    {
        set => _host.Services.GetRequiredService<DiskSpace>().IsFull = value;
    }

    /// <summary>Starts it with the built-in parts alone: the <see cref="StartHost"/> of a program without parts of its own.</summary>
    public static Task<IRunningHost> StartAsync(
        ServerAddress address, HostStorage storage, Action<TableClientOptions>? configureTables, CancellationToken cancellationToken) =>
        StartAsync(address, storage, configureTables, addParts: null, cancellationToken);

    /// <summary>The <see cref="StartHost"/> of a program with samplers, pruners and objectives of its own.</summary>
    /// <param name="addParts">Registers them, after the app's own services.</param>
    public static StartHost With(Action<IServiceCollection>? addParts) => (address, storage, configureTables, cancellationToken) =>
        StartAsync(address, storage, configureTables, addParts, cancellationToken);

    private static async Task<IRunningHost> StartAsync(
        ServerAddress address,
        HostStorage storage,
        Action<TableClientOptions>? configureTables,
        Action<IServiceCollection>? addParts,
        CancellationToken cancellationToken)
    {
        var host = Create(address, storage, configureTables, addParts);
        var app = new EmbeddedApp(host, new EmbeddedDriving(host, storage.Engine == Engine.AzureStorage, storage.IsOwn));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        try
        {
            ThrowIfSettingsAreWrong(host);
            if (address.Remote is { } remote) await ThrowIfThereIsNoKeyAsync(host, remote, patience.Token);
            await host.StartAsync(patience.Token);
            host.Services.GetRequiredService<CallbackUrls>().Loopback = app.Url;
            return app;
        }
        catch (Exception e)
        {
            await app.DisposeAsync();
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested) throw NoAnswer();
            if (e is SocketException && address.Remote is { } there)
                throw new CliException($"{there.Host} cannot be listened on: {e.Message}.", ExitCode.InvalidInput);
            throw;
        }
    }

    public async Task DriveAsync(string directory, Action<string> say, CancellationToken cancellationToken)
    {
        var services = _host.Services;
        services.GetRequiredService<HostStart>().HasAlone(directory);
        _lease = services.GetRequiredService<HostLease>();
        _lease.IsShared = _driving.IsShared;
        _lease.IsStorageOwn = _driving.IsStorageOwn;
        _driver = new StudyDriver(
            _lease, _driving, say, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StudyDriver>>());
        try
        {
            await _driver.StartAsync(cancellationToken);
            ThrowIfAnotherEngineHasTheLease(_lease);
            if (_driving.IsShared) await _host.StartOrchestrationsAsync(cancellationToken).WaitAsync(StartPatience, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer();
        }
    }

    public void StorageCameBack()
    {
        if (_driving.IsShared) _restart = RestartAllAsync(_restart);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _restart;
        if (_driver is not null) await _driver.DisposeAsync();
        await _driving.StopWatchingAsync();
        await _host.StopAsync();
        if (_lease is not null) await GiveBackAsync(_lease);
        await _host.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task RestartAllAsync(Task before)
    {
        await before;
        try
        {
            await _host.RestoreOrchestrationsAsync(_stopping.Token);
            await _driving.RestartAllAsync(_stopping.Token);
        }
        catch (Exception e)
        {
            // The sweep finds those that stand still.
            if (!_stopping.IsCancellationRequested)
                Logs.RestartFailed(_host.Services.GetRequiredService<ILogger<EmbeddedApp>>(), e);
        }
    }

    private static async Task GiveBackAsync(HostLease lease)
    {
        using var patience = new CancellationTokenSource(GiveBackPatience);
        try
        {
            await lease.GiveBackAsync(patience.Token);
        }
        catch (Exception e) when (StorageFailure.Is(e) || e is OperationCanceledException)
        {
            // The lease runs out by itself.
        }
    }

    /// <summary>Two engines would each start an orchestration for a study.</summary>
    private void ThrowIfAnotherEngineHasTheLease(HostLease lease)
    {
        if (lease.Other is { } other && other.IsShared != _driving.IsShared)
            throw new CliException(
                $"Another server ({other.Machine}, process {other.Process}) drives the studies on this storage with another --engine: all "
                + $"servers there need the same.",
                ExitCode.InvalidInput);
    }

    /// <summary>Before the first study, rather than with it.</summary>
    private static void ThrowIfSettingsAreWrong(EmbeddedFunctionHost host)
    {
        try
        {
            host.Services.ThrowIfSettingsAreWrong();
        }
        catch (InvalidOperationException e)
        {
            throw new CliException(e.Message, ExitCode.InvalidInput);
        }
    }

    /// <summary>The token of the data directory is for this machine: others are let in with keys that can be revoked one by one.</summary>
    private static async Task ThrowIfThereIsNoKeyAsync(EmbeddedFunctionHost host, RemoteReach remote, CancellationToken cancellationToken)
    {
        if (host.Services.GetRequiredService<ApiAccess>() is { AdminKey: not null } or { AdminKeySha256: not null }) return;
        if (await host.Services.GetRequiredService<KeyStore>().AnyAsync(cancellationToken)) return;
        throw new CliException(
            $"Other machines would reach the server at {remote.Host}, and there is no key that lets them in: make one with "
            + $"`{Installation.Command} key create NAME --scope write`, or put one into {ApiAccess.AdminKeySetting}.",
            ExitCode.InvalidInput);
    }

    private static CliException NoAnswer() => new("The storage does not answer.", ExitCode.NoServer);

    private static EmbeddedFunctionHost Create(
        ServerAddress address, HostStorage storage, Action<TableClientOptions>? configureTables, Action<IServiceCollection>? addParts)
    {
        var hostJson = Path.Combine(AppContext.BaseDirectory, "host.json");
        var options = new EmbeddedHostOptions
        {
            Urls = address.Remote?.Urls(address.Url.Port) ?? [$"http://127.0.0.1:{address.Url.Port}"],
            RemoteNames = address.Remote?.Names,
            FunctionAssemblies = [typeof(Functions.ServiceCollectionExtensions).Assembly],
            RunOrchestrations = false,
            AzureStorage = storage.Engine == Engine.AzureStorage
                ? new AzureStorageHub(storage.ConnectionString, HostStorage.TaskHub)
                : null,
            HostJsonPath = File.Exists(hostJson) ? hostJson : null,
            Settings = new Dictionary<string, string?>(storage.Settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            {
                [StorageSetting] = storage.ConnectionString,
            },
        };
        try
        {
            var tables = Functions.ServiceCollectionExtensions.TableOptions();
            configureTables?.Invoke(tables);
            var client = new TableServiceClient(storage.ConnectionString, tables);
            return EmbeddedFunctionHost.Create(options, (services, configuration) =>
            {
                services.AddSingleton(client);
                services.AddSingleton(_ => ArtifactContainer.Of(storage.ConnectionString));
                services.AddSingleton(_ => ApiAccess.Read(configuration) with
                {
                    LocalToken = address.Token,
                    AllowsCommands = address.Remote?.AllowsCommands ?? true,
                });
                AddApp(services, configuration, addParts);
            });
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new CliException($"The connection string cannot be used: {e.Message}", ExitCode.InvalidInput);
        }
    }

    /// <summary>The log goes to standard error: standard output belongs to the command.</summary>
    internal static void AddLog(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.ClearProviders()
            .AddConsoleFormatter<VisibleLogFormatter, ConsoleFormatterOptions>()
            .AddConsole(console =>
            {
                console.FormatterName = VisibleLogFormatter.FormatName;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            })
            .SetMinimumLevel(LogLevel.Error)
            // It logs each evaluation that a stop cuts short as an error, and an outage of the storage that the app logs already.
            .AddFilter("DurableTask.Core", LogLevel.Critical));
    }

    private static void AddApp(
        IServiceCollection services, IConfiguration configuration, Action<IServiceCollection>? addParts)
    {
        AddLog(services);
        services.AddServerlessTuner(configuration);
        try
        {
            services.AddTelemetryExport(configuration, isOnFunctionsHost: false);
        }
        catch (InvalidOperationException e)
        {
            throw new CliException(e.Message, ExitCode.InvalidInput);
        }

        services.AddCommandObjective(); // The user of this process may run programs here anyway.
        try
        {
            addParts?.Invoke(services);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // Not to be taken for a connection string that cannot be used.
            throw new InvalidOperationException($"The program's own parts cannot be added: {e.Message}", e);
        }
    }
}
