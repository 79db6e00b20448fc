using System.Reflection;
using Azure.Data.Tables;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.Client;
using Serverless.Tuner.Core.Studies;
using Serverless.Tuner.EmbeddedHost;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Timers;
using Serverless.Tuner.Functions;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.ChaosTests.Studies;

/// <summary>The function app on an embedded host of its own, as it is served, but that parts of it can be replaced.</summary>
internal sealed class ChaosApp : IAsyncDisposable
{
    private const string Token = "the token of the tests' data directory";

    private readonly EmbeddedFunctionHost _host;
    private readonly HttpClient _http;

    private ChaosApp(EmbeddedFunctionHost host)
    {
        _host = host;
        _http = new HttpClient { BaseAddress = new Uri(host.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        _http.DefaultRequestHeaders.Add("X-API-Key", Token);
        Client = new TunerClient(_http);
    }

    public TunerClient Client { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Starts an app; those that were started before are taken for dead.</summary>
    /// <param name="connection">The storage, or a proxy before it.</param>
    /// <param name="configure">Services that are not the app's own: objectives, a clock.</param>
    /// <param name="adjust">What is different about the host.</param>
    /// <param name="replaced">Function classes of this assembly that take the place of the app's functions of the same names.</param>
    /// <param name="retryDelay">The storage client's first delay, to save time; null for what is used in earnest.</param>
    public static async Task<ChaosApp> StartAsync(
        string connection,
        Action<IServiceCollection>? configure = null,
        Func<EmbeddedHostOptions, EmbeddedHostOptions>? adjust = null,
        IReadOnlyDictionary<Type, Type>? replaced = null,
        TimeSpan? retryDelay = null)
    {
        var options = Functions.ServiceCollectionExtensions.TableOptions();
        if (retryDelay is { } delay) options.Retry.Delay = delay;
        var tables = new TableServiceClient(connection, options);
        replaced ??= new Dictionary<Type, Type>();
        var hostOptions = new EmbeddedHostOptions
        {
            Urls = ["http://127.0.0.1:0"],
            FunctionAssemblies = [typeof(StudyOrchestration).Assembly, Assembly.GetExecutingAssembly()],
            FunctionTypes = type =>
                type.Assembly == typeof(StudyOrchestration).Assembly ? !replaced.ContainsKey(type) : replaced.Values.Contains(type),
            HostJsonPath = Path.Combine(Repository.Root, "host.json"),
            ReplayEveryStep = true,
        };
        var host = EmbeddedFunctionHost.Create(
            adjust?.Invoke(hostOptions) ?? hostOptions,
            (services, _) =>
            {
                services.AddSingleton(tables);
                services.AddSingleton(new ApiAccess { LocalToken = Token });
                // What the faults lead to would fill pages.
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
                configure?.Invoke(services);
                services.AddServerlessTuner();
            });
        host.Services.GetRequiredService<HostStart>().HasAlone("chaos");
        await host.StartAsync();
        return new ChaosApp(host);
    }

    /// <summary>Starts a study; an answer that was lost is asked for again.</summary>
    public async Task StartStudyAsync(string file)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Client.StartStudyAsync(file);
                return;
            }
            catch (Exception e) when (tries < 20 && e is HttpRequestException or TunerApiException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    public DurableTaskClient DurableClient => Services.GetRequiredService<DurableTaskClient>();

    /// <summary>Sweeps as the timer does once a minute.</summary>
    public Task SweepAsync() => ActivatorUtilities.CreateInstance<SweepStudies>(Services)
        .RunAsync(DurableClient, CancellationToken.None);

    /// <summary>Lets every study go on, as a server does when it begins to drive.</summary>
    public Task RestartStudiesAsync() =>
        ActivatorUtilities.CreateInstance<StudyRestarter>(Services, DurableClient).RestartAllAsync(CancellationToken.None);

    /// <summary>Waits until the orchestration of a study's run has ended.</summary>
    public async Task<OrchestrationMetadata> UntilOrchestrationEndsAsync(string study, string run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return await DurableClient.WaitForInstanceCompletionAsync(StudyStarter.InstanceId(StudyName.Parse(study), run), limit.Token);
    }

    /// <summary>Ends at once and writes nothing more, as a process that is killed.</summary>
    public async Task AbandonAsync()
    {
        _http.Dispose();
        await _host.AbandonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }
}
