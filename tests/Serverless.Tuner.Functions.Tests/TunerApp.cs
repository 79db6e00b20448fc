using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Functions;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Telemetry;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The function app on an embedded host of its own, with its client.</summary>
internal sealed class TunerApp : IAsyncDisposable
{
    /// <summary>The app's own, but for its bound on activities: a trial that a test leaves waiting holds a place of them, and the next
    /// app on the same storage takes it over.</summary>
    private static readonly Lazy<string> HostJson = new(() =>
    {
        var own = File.ReadAllText(Path.Combine(TestKit.Repository.Root, "host.json"));
        var path = Path.Combine(Directory.CreateTempSubdirectory("tuner-host-").FullName, "host.json");
        File.WriteAllText(path, own.Replace("\"maxConcurrentActivityFunctions\": 16", "\"maxConcurrentActivityFunctions\": 500"));
        return path;
    });

    /// <summary>What its own client is let in with.</summary>
    public const string Token = "the token of the tests' data directory";

    private readonly EmbeddedFunctionHost _host;
    private readonly HttpClient _http;

    private TunerApp(EmbeddedFunctionHost host, TableServiceClient tables)
    {
        _host = host;
        Tables = tables;
        _http = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };
        _http.DefaultRequestHeaders.Add("X-API-Key", Token);
        Client = new TunerClient(_http);
    }

    public TunerClient Client { get; }

    public HttpClient Http => _http;

    public TableServiceClient Tables { get; }

    public IServiceProvider Services => _host.Services;

    /// <param name="connection">The storage.</param>
    /// <param name="transport">The way to it.</param>
    /// <param name="configure">Services that come before the app's own.</param>
    /// <param name="drives">Whether it drives the studies there; it only answers if not.</param>
    /// <param name="settings">The app's settings.</param>
    public static async Task<TunerApp> StartAsync(
        string connection, HttpPipelineTransport? transport = null, Action<IServiceCollection>? configure = null, bool drives = true,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var options = ServiceCollectionExtensions.TableOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(10);
        if (transport is not null) options.Transport = transport;
        var tables = new TableServiceClient(connection, options);
        var host = EmbeddedFunctionHost.Create(
            new EmbeddedHostOptions
            {
                Urls = ["http://127.0.0.1:0"],
                FunctionAssemblies = [typeof(StudyOrchestration).Assembly],
                HostJsonPath = HostJson.Value,
                ReplayEveryStep = true,
                RunOrchestrations = drives,
                Settings = settings ?? new Dictionary<string, string?>(),
            },
            (services, configuration) =>
            {
                services.AddSingleton(tables);
                configure?.Invoke(services);
                services.TryAddSingleton(new ApiAccess { LocalToken = Token });
                services.TryAddSingleton(_ => ArtifactContainer.Of(connection));
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
                services.AddTelemetryExport(configuration, isOnFunctionsHost: false);
                services.AddCommandObjective();
                services.AddSingleton(Endpoint.Settings);
                services.AddServerlessTuner().AddObjective<HeavyTailObjective>("heavy-tail")
                    .AddSampler<OwnSampler, OwnSampler.Settings>("own").AddPruner<OwnPruner>("own");
                foreach (var objective in TestObjectives.All.Concat(LifeObjectives.All))
                    services.AddSingleton(new NamedObjective(objective.Name, objective));
            });
        await host.StartAsync();
        host.Services.GetRequiredService<CallbackUrls>().Loopback = new Uri(host.Urls.First());
        return new TunerApp(host, tables);
    }

    /// <summary>Waits until the study has ended.</summary>
    public Task<StudyView> EndAsync(string name, TimeSpan? patience = null) =>
        UntilAsync(name, study => study.State == StudyState.Ended, patience);

    /// <summary>Waits until something holds of the study.</summary>
    public async Task<StudyView> UntilAsync(string name, Func<StudyView, bool> condition, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(180));
        while (true)
        {
            var study = await Client.GetStudyAsync(name, limit.Token);
            if (condition(study)) return study;
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    public async Task<List<TrialView>> TrialsAsync(string name)
    {
        var trials = new List<TrialView>();
        await foreach (var trial in Client.ListTrialsAsync(name)) trials.Add(trial);
        return trials;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }
}
