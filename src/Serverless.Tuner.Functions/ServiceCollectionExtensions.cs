using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Evaluation;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Functions.Access;
using Serverless.Tuner.Functions.Mlflow;
using Serverless.Tuner.Functions.Orchestration;
using Serverless.Tuner.Functions.Settings;
using Serverless.Tuner.Objectives;
using Serverless.Tuner.Outbound;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Functions;

/// <summary>Registers the function app's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds everything that the functions need. Tables and blobs are found by <c>AzureWebJobsStorage</c> (a connection string), or by
    /// <c>AzureWebJobsStorage__tableServiceUri</c> and <c>AzureWebJobsStorage__blobServiceUri</c> with the app's managed identity.
    /// </summary>
    public static IServiceCollection AddServerlessTuner(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(_ => TableService(configuration));
        services.TryAddSingleton(_ => Artifacts(configuration));
        // What is wrong with them the check says at the start, all at once.
        var options = OptionsReader.Read<AppOptions>(configuration, []);
        services.TryAddSingleton(_ => ArtifactLimits.Of(options.ArtifactFileMb, options.ArtifactFiles, options.ArtifactTrialMb));
        services.TryAddSingleton(_ => ApiAccess.Read(configuration));
        services.TryAddSingleton(provider => StudyDefaults.Read(
            name => configuration[name], provider.GetRequiredService<SamplerCatalog>(), provider.GetRequiredService<PrunerCatalog>()));
        services.TryAddSingleton(_ => new QueueSettings(options.MaxStudies));
        services.TryAddSingleton(_ => OutboundSettings.Read(name => configuration[name]));
        services.TryAddSingleton(_ => new CallbackUrls(name => configuration[name]));
        services.TryAddSingleton(_ => new MlflowSettings
        {
            Address = options.MlflowTrackingUri is { } address ? new Uri(address) : null,
            Token = options.MlflowTrackingToken,
        });
        return services.AddServerlessTuner();
    }

    /// <summary>The same where a <see cref="TableServiceClient"/> is registered already.</summary>
    public static IServiceCollection AddServerlessTuner(this IServiceCollection services)
    {
#pragma warning disable RS0030 // This is a composition root.
        services.TryAddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.TryAddSingleton<IObjectiveCatalog, ObjectiveCatalog>();
        services.TryAddSingleton<StudyCatalogs>();
        services.TryAddSingleton<StudyStarter>();
        services.TryAddSingleton<StudyAdmission>();
        services.TryAddSingleton<Notifying.BudgetNotices>();
        services.TryAddSingleton(_ => new QueueSettings());
        services.TryAddSingleton<DiskSpace>();
        services.TryAddSingleton<Http.StudyViews>();
        services.TryAddSingleton<Http.TrialPages>();
        services.TryAddSingleton<Http.PollAdvice>();
        services.TryAddSingleton<Http.StudyAnswers>();
        services.TryAddSingleton<Http.KeyedRequests>();
        services.TryAddSingleton<ApiAccess>();
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton(_ => new FailedTries());
        services.TryAddSingleton<Doorkeeper>();
        services.TryAddSingleton<StudyPayments>();
        services.TryAddSingleton<StudyLaunch>();
        services.TryAddSingleton<FailedTrials>();
        services.TryAddSingleton<Moving.StudyImports>();
        services.TryAddSingleton<Moving.StudyExports>();
        services.TryAddSingleton<Results.StudyResults>();
        services.TryAddSingleton<Results.FailureSummary>();
        services.TryAddSingleton(provider => new Analysis.AnalysisAnswers(
            provider.GetRequiredService<StudyStore>(), provider.GetRequiredService<StudyObserver>(), new Analysis.AnalysisCache()));
        services.TryAddSingleton<Agents.StudyTools>();
        services.TryAddSingleton<Agents.TrialTools>();
        services.TryAddSingleton<Agents.OutlookTools>();
        services.TryAddSingleton(provider => new Agents.AgentTools(
            provider.GetRequiredService<Agents.StudyTools>(), provider.GetRequiredService<Agents.TrialTools>(),
            provider.GetRequiredService<Agents.OutlookTools>(), provider.GetRequiredService<ILogger<Agents.AgentTools>>()));
        services.TryAddSingleton(provider => new Http.ApiGate(
            provider.GetRequiredService<Doorkeeper>(), provider.GetRequiredService<Http.KeyedRequests>(),
            provider.GetRequiredService<ILogger<Http.ApiGate>>()));
        services.TryAddSingleton(_ => new ArtifactContainer(null));
        services.TryAddSingleton<ArtifactLimits>();
        services.TryAddSingleton<TrialEvaluator>();
        services.TryAddSingleton<WorkerTrials>();
        services.TryAddSingleton(_ => new CallbackUrls(_ => null));
        services.TryAddSingleton<RemotePruning>();
        services.TryAddSingleton<RemoteTrials>();
        services.TryAddSingleton<Notifying.NoticeSender>();
        services.TryAddSingleton<MlflowSettings>();
        services.TryAddSingleton<MlflowServer>();
        services.TryAddSingleton<MlflowSender>();
        services.TryAddSingleton<Schedules.ScheduleCallers>();
        services.TryAddSingleton<Schedules.ScheduleNoticeSender>();
        services.TryAddSingleton<Schedules.ScheduleDriver>();
        services.TryAddSingleton<Timers.DueTimer>();
        services.TryAddSingleton<Timers.Housekeeping>();
        services.TryAddSingleton<Timers.StartDueStudies>();
        services.TryAddSingleton<Timers.SweepBudgets>();
        services.TryAddSingleton<Timers.SweepStudies>();
        services.TryAddSingleton<Timers.SettleAllowances>();
        services.TryAddSingleton<Timers.SweepFaults>();
        services.TryAddSingleton<Timers.Standstills>();
        return services.AddOutbound().AddObjectives().AddSingleton<ISpecComparison, SpecComparison>().AddStudyStore();
    }

    /// <summary>Lets evaluations end before the Functions host ends them
    /// with their worker; for an app that the Functions host runs.</summary>
    /// <exception cref="InvalidOperationException">What limits a function's time is not a time.</exception>
    internal static IServiceCollection AddFunctionTimeout(this IServiceCollection services, IConfiguration configuration)
    {
        if (FunctionTimeout.Read(configuration) is { } timeout) services.AddSingleton(timeout);
        return services;
    }

    /// <summary>Says all that is wrong with the app's settings; to be called at its start, once its services are there.</summary>
    /// <exception cref="InvalidOperationException">What is wrong, line by line.</exception>
    public static void ThrowIfSettingsAreWrong(this IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        SettingsCheck.ThrowIfWrong(
            services.GetRequiredService<IConfiguration>(), services.GetRequiredService<SamplerCatalog>(),
            services.GetRequiredService<PrunerCatalog>());
    }

    /// <summary>The app's identity: where it has several, the one that the Functions host uses for the same storage.</summary>
    private static DefaultAzureCredential Identity(IConfiguration configuration) =>
        new(new DefaultAzureCredentialOptions { ManagedIdentityClientId = configuration["AzureWebJobsStorage:clientId"] });

    /// <summary>Options of the tables' client, which retries through short outages.</summary>
    public static TableClientOptions TableOptions()
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 6;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        TunerMeters.CountRequests(options);
        return options;
    }

    private static ArtifactContainer Artifacts(IConfiguration configuration)
    {
        if (configuration["AzureWebJobsStorage:blobServiceUri"] is { Length: > 0 } uri)
            return new ArtifactContainer(new BlobServiceClient(new Uri(uri), Identity(configuration), ArtifactContainer.Options()));
        var connection = configuration["AzureWebJobsStorage"];
        return string.IsNullOrWhiteSpace(connection) ? new ArtifactContainer(null) : ArtifactContainer.Of(connection);
    }

    private static TableServiceClient TableService(IConfiguration configuration)
    {
        if (configuration["AzureWebJobsStorage:tableServiceUri"] is { Length: > 0 } uri)
            return new TableServiceClient(new Uri(uri), Identity(configuration), TableOptions());
        var connection = configuration["AzureWebJobsStorage"];
        return string.IsNullOrWhiteSpace(connection)
            ? throw new InvalidOperationException(
                "The setting AzureWebJobsStorage is missing: a connection string, or AzureWebJobsStorage__tableServiceUri.")
            : new TableServiceClient(connection, TableOptions());
    }
}
