using System.Text.Json;
using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;
using Serverless.Tuner.EmbeddedHost.Durable.InMemory;
using Serverless.Tuner.EmbeddedHost.Invocation;
using Serverless.Tuner.EmbeddedHost.Timers;

namespace Serverless.Tuner.EmbeddedHost;

internal static class EmbeddedHostServices
{
    /// <summary>Adds the host's own services to the app's.</summary>
    public static void AddEmbeddedHost(this IServiceCollection services, EmbeddedHostOptions options, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMvcCore();
        services.AddProblemDetails()
            .Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true) // As the Functions worker reads JSON.
            .AddSingleton<DataConverter>(
                provider => new JsonDataConverter(provider.GetRequiredService<IOptions<JsonSerializerOptions>>().Value))
            .AddSingleton<IHostLifetime, CallerLifetime>()
            .AddSingleton(options)
            .AddSingleton(
                new FunctionCatalog(options.FunctionAssemblies.SelectMany(assembly => assembly.GetTypes()).Where(options.FunctionTypes)))
            .AddSingleton<OrchestratorCatalog>()
            .AddSingleton<OrchestratorSteps>()
            .AddSingleton<ActivityDispatcher>()
            .AddSingleton<DurableEngine>()
            .AddSingleton<DurableTaskClient, EmbeddedDurableTaskClient>()
            .AddSingleton<TimerFunctions>();
        if (options.AzureStorage is { } hub) services.AddInstancesInAzureStorage(hub, settings.MaxConcurrentActivities);
        else services.AddInstancesInMemory(settings.MaxConcurrentActivities);
    }

    private static void AddInstancesInMemory(this IServiceCollection services, int maxConcurrentActivities)
    {
        services.TryAddSingleton<InstanceStore>();
        services.AddSingleton<Func<IOrchestrationService>>(provider =>
            () => new InMemoryOrchestrationService(provider.GetRequiredService<InstanceStore>(), maxConcurrentActivities));
        services.TryAddSingleton<IOrchestrationServiceClient, InMemoryOrchestrationClient>();
    }

    private static void AddInstancesInAzureStorage(this IServiceCollection services, AzureStorageHub hub, int maxConcurrentActivities) =>
        services
        .AddSingleton<Func<IOrchestrationService>>(() => AzureStorageEngine.Create(hub, maxConcurrentActivities))
        .AddSingleton<IOrchestrationServiceClient>(AzureStorageEngine.Create(hub, maxConcurrentActivities));
}
