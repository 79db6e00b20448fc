using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Http;
using Serverless.Tuner.EmbeddedHost.Timers;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>
/// Runs a function app in this process: HTTP functions on Kestrel, timer functions by their schedule, orchestrations and
/// activities on DurableTask.Core, as Durable Functions do. Unless the app registers an <c>IOrchestrationService</c> and an
/// <c>IOrchestrationServiceClient</c> of its own, instances live in memory and end with the process.
/// </summary>
public sealed class EmbeddedFunctionHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DurableEngine _engine;
    private readonly TimerFunctions _timers;
    private readonly EmbeddedHostOptions _options;
    private bool _started;
    private bool _stopped;

    private EmbeddedFunctionHost(WebApplication app, EmbeddedHostOptions options)
    {
        _app = app;
        _options = options;
        _engine = app.Services.GetRequiredService<DurableEngine>();
        _timers = app.Services.GetRequiredService<TimerFunctions>();
    }

    /// <summary>Where the HTTP functions are served, with the port that was found for a port of 0. Empty before the start.</summary>
    public IReadOnlyCollection<string> Urls => _started ? [.. _app.Urls] : [];

    /// <summary>The app's services, and the host's: a <see cref="Microsoft.DurableTask.Client.DurableTaskClient"/> among them.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Builds a host; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="configureServices">Registers the app's services, as its own <c>Program</c> does; given the settings, too.</param>
    /// <exception cref="ArgumentException">A URL can be reached from other machines, which are not let in.</exception>
    /// <exception cref="InvalidOperationException">A function asks for something that this host does not have.</exception>
    /// <exception cref="InvalidDataException"><c>host.json</c> or <c>local.settings.json</c> is not valid.</exception>
    public static EmbeddedFunctionHost Create(EmbeddedHostOptions options, Action<IServiceCollection, IConfiguration> configureServices)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configureServices);
        if (options.RemoteNames is null) LoopbackUrls.Check(options.Urls);
        var settings = HostSettings.Read(options.HostJsonPath);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls([.. options.Urls]);
        if (options.LocalSettingsPath is { } path) builder.Configuration.AddLocalSettings(path);
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection(options.Settings);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Azure", LogLevel.Warning);
        builder.Services.AddRouting().AddMetrics();
        configureServices(builder.Services, builder.Configuration);
        builder.Services.AddEmbeddedHost(options, settings);

        var app = builder.Build();
        app.Use(new OwnRequestsOnly(options.RemoteNames).InvokeAsync);
        app.UseStatusCodePages(context => HostProblem.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.UseRouting();
        app.MapFunctions(settings.RoutePrefix, app.Services.GetRequiredService<ILogger<EmbeddedFunctionHost>>());
        return new(app, options);
    }

    /// <summary>Begins to serve and, unless the options say otherwise, to drive.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_options.RunOrchestrations) await StartDrivingAsync(cancellationToken);
        await _app.StartAsync(cancellationToken);
        _started = true;
    }

    /// <summary>Runs orchestrations and timer functions from now on. Of instances in memory none is left from an earlier time.</summary>
    public async Task StartDrivingAsync(CancellationToken cancellationToken = default)
    {
        await StartOrchestrationsAsync(cancellationToken);
        await StartTimersAsync();
    }

    /// <summary>Runs orchestrations from now on: for one of several hosts
    /// that share their instances, of which one fires the timers.</summary>
    public Task StartOrchestrationsAsync(CancellationToken cancellationToken = default) =>
        _engine.StartAsync().WaitAsync(cancellationToken);

    /// <summary>After a crash of the storage that instances are kept in: makes what it has lost anew, so that new ones can be started.
    /// The instances themselves, and messages to them, may be gone.</summary>
    public Task RestoreOrchestrationsAsync(CancellationToken cancellationToken = default) =>
        _engine.RestoreAsync().WaitAsync(cancellationToken);

    /// <summary>Runs the timer functions from now on.</summary>
    public Task StartTimersAsync() => _timers.StartAsync(CancellationToken.None); // A token given here would end them.

    /// <summary>Leaves the timer functions to another host, or to a later <see cref="StartTimersAsync"/>.</summary>
    public Task StopTimersAsync() => _timers.StopAsync(CancellationToken.None);

    /// <summary>
    /// Leaves orchestrations and timer functions to another host, or to a later <see cref="StartDrivingAsync"/>. Running activities
    /// come to their end, but their results are dropped; instances in memory are forgotten.
    /// </summary>
    public async Task StopDrivingAsync()
    {
        await StopTimersAsync();
        await _engine.LetGoAsync();
    }

    /// <summary>
    /// Stops serving and driving, asks running activities to stop, waits for them at most <see cref="EmbeddedHostOptions.StopTimeout"/>,
    /// and ends.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_stopped) return;
        _stopped = true;
        if (_started) await _app.StopAsync(cancellationToken);
        await _timers.StopAsync(cancellationToken);
        await _engine.StopAsync(_options.StopTimeout);
    }

    /// <summary>Stops the host, unless it is stopped, and disposes of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Ends at once and writes nothing more, as a crash does.</summary>
    internal async Task AbandonAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await _timers.StopAsync(new CancellationToken(canceled: true));
        await _engine.StopAsync(TimeSpan.Zero);
        if (_started) await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
