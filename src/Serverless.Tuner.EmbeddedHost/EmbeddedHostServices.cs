using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Serverless.Tuner.EmbeddedHost.Durable;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using Serverless.Tuner.EmbeddedHost.Invocation;
using Serverless.Tuner.EmbeddedHost.Timers;

namespace Serverless.Tuner.EmbeddedHost;

/// <summary>What the host adds to the app's own services.</summary>
internal static class EmbeddedHostServices
{
    private const string StorageSetting = "AzureWebJobsStorage";

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
        services.AddSingleton<StorageRetry>();
        services.AddSingleton(provider => new HistoryStore(
            StorageOf(provider, options), options.HistoryTableName, provider.GetRequiredService<StorageRetry>()));
        services.AddSingleton<InstanceSignals>();
        services.AddSingleton<InstanceWatch>();
        services.AddSingleton<InboxKeys>();
        services.AddSingleton<OrchestratorFactory>();
        services.AddSingleton<ActivityDispatcher>();
        services.AddSingleton<DurableEngine>();
        services.AddSingleton<DurableTaskClient, EmbeddedDurableTaskClient>();
        services.AddSingleton<TimerFunctions>();
        return services;
    }

    private static TableServiceClient StorageOf(IServiceProvider services, EmbeddedHostOptions options)
    {
        if (options.TableServiceClient is { } create)
            return create(services);
        if (services.GetService<TableServiceClient>() is { } registered)
            return registered;
        var connection = services.GetRequiredService<IConfiguration>()[StorageSetting];
        return string.IsNullOrEmpty(connection)
            ? throw new InvalidOperationException($"There is nowhere to keep the orchestrations' history: set {StorageSetting}.")
            : new TableServiceClient(connection);
    }
}
