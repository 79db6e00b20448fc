using System.Text.Json;
using DurableTask.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;
using Serverless.Tuner.EmbeddedHost.Durable.InMemory;
using Serverless.Tuner.EmbeddedHost.Invocation;
using Serverless.Tuner.EmbeddedHost.Timers;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>What the host adds to the app's own services.</summary>
internal static class EmbeddedHostServices
{
    public static IServiceCollection AddEmbeddedHost(this IServiceCollection services, EmbeddedHostOptions options, HostSettings settings)
    {
        // As the Functions worker reads JSON.
        services.Configure<JsonSerializerOptions>(json => json.PropertyNameCaseInsensitive = true);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IHostLifetime, CallerLifetime>();
        services.AddMvcCore();
        services.AddProblemDetails();
        services.AddSingleton(options);
        services.AddSingleton(settings);
        services.AddSingleton(new FunctionCatalog(options.FunctionAssemblies.SelectMany(assembly => assembly.GetTypes()).Where(options.FunctionTypes)));
        services.AddSingleton<DataConverter, JsonPayloads>();
        if (options.AzureStorage is { } hub)
            services.AddInstancesInAzureStorage(hub, settings);
        else
            services.AddInstancesInMemory(settings);
        services.AddSingleton<OrchestratorCatalog>();
        services.AddSingleton<OrchestratorSteps>();
        services.AddSingleton<ActivityDispatcher>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<DurableTaskClient, EmbeddedDurableTaskClient>();
        services.AddSingleton<TimerFunctions>();
        return services;
    }

    private static void AddInstancesInMemory(this IServiceCollection services, HostSettings settings)
    {
        services.TryAddSingleton(provider => new InstanceStore(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Func<IOrchestrationService>>(provider => () => new InMemoryOrchestrationService(
            provider.GetRequiredService<InstanceStore>(), settings.MaxConcurrentActivities));
        services.TryAddSingleton<IOrchestrationServiceClient, InMemoryOrchestrationClient>();
    }

    private static void AddInstancesInAzureStorage(this IServiceCollection services, AzureStorageHub hub, HostSettings settings)
    {
        services.AddSingleton<Func<IOrchestrationService>>(() => AzureStorageEngine.Create(hub, settings.MaxConcurrentActivities));
        services.AddSingleton<IOrchestrationServiceClient>(new AzureStorageClient(AzureStorageEngine.Create(hub, settings.MaxConcurrentActivities)));
    }
}
