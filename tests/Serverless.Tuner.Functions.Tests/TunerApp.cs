using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Functions;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Objectives;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>The function app on an embedded host of its own, with its client.</summary>
internal sealed class TunerApp : IAsyncDisposable
{
    private readonly EmbeddedFunctionHost _host;
    private readonly HttpClient _http;

    private TunerApp(EmbeddedFunctionHost host, TableServiceClient tables)
    {
        _host = host;
        Tables = tables;
        _http = new HttpClient { BaseAddress = new Uri(host.Urls.First()) };
        Client = new TunerClient(_http);
    }

    public TunerClient Client { get; }

    public HttpClient Http => _http;

    public TableServiceClient Tables { get; }

    public IServiceProvider Services => _host.Services;

    /// <param name="connection">The storage.</param>
    /// <param name="transport">The way to it.</param>
    /// <param name="drives">Whether it drives the studies there; it only answers if not.</param>
    public static async Task<TunerApp> StartAsync(string connection, HttpPipelineTransport? transport = null, bool drives = true)
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
                HostJsonPath = Path.Combine(TestKit.Repository.Root, "host.json"),
                ReplayEveryStep = true,
                RunOrchestrations = drives,
            },
            (services, _) =>
            {
                services.AddSingleton(tables);
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
                services.AddCommandObjective();
                services.AddServerlessTuner().AddObjective<HeavyTailObjective>("heavy-tail")
                    .AddSampler<OwnSampler, OwnSampler.Settings>("own").AddPruner<OwnPruner>("own");
                foreach (var objective in TestObjectives.All.Concat(LifeObjectives.All))
                    services.AddSingleton(new NamedObjective(objective.Name, objective));
            });
        await host.StartAsync();
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
