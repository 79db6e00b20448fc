using DurableTask.AzureStorage;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Newtonsoft.Json.Linq;

namespace Serverless.Tuner.EmbeddedHost.Durable.AzureStorage;

/// <summary>The clients' side of a task hub in Azure Storage, with the answers that instances in memory give.</summary>
internal sealed class AzureStorageClient(AzureStorageOrchestrationService service)
    : IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => service.CreateTaskOrchestrationAsync(creationMessage);

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
        => service.CreateTaskOrchestrationAsync(creationMessage, dedupeStatuses);

    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => service.SendTaskOrchestrationMessageAsync(message);

    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages) => service.SendTaskOrchestrationMessageBatchAsync(messages);

    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) => service.ForceTerminateTaskOrchestrationAsync(instanceId, reason);

    public async Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions)
    {
        var states = await service.GetOrchestrationStateAsync(instanceId, allExecutions);
        foreach (var state in states)
            await AddFailureAsync(state);
        return states;
    }

    public async Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId)
    {
        var state = await service.GetOrchestrationStateAsync(instanceId, executionId);
        await AddFailureAsync(state);
        return state;
    }

    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string executionId) => service.GetOrchestrationHistoryAsync(instanceId, executionId);

    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType)
        => service.PurgeOrchestrationHistoryAsync(thresholdDateTimeUtc, timeRangeFilterType);

    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken)
        => ((IOrchestrationServiceQueryClient)service).GetOrchestrationWithQueryAsync(query, cancellationToken);

    /// <summary>The service itself looks every two seconds, and waits for what does not exist.</summary>
    public async Task<OrchestrationState?> WaitForOrchestrationAsync(
        string instanceId, string? executionId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var patience = timeout == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : timeout;
        using var limit = new CancellationTokenSource(patience);
        while (!limit.IsCancellationRequested)
        {
            var state = await GetOrchestrationStateAsync(instanceId, executionId);
            if (state is null || state.OrchestrationStatus.IsOver())
                return state;
            await Task.Delay(LookAgain, cancellationToken);
        }

        return null;
    }

    /// <summary>The service itself would purge what runs, too.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId)
    {
        var state = await GetOrchestrationStateAsync(instanceId, executionId: null);
        return state is not null && state.OrchestrationStatus.IsOver()
            ? await ((IOrchestrationServicePurgeClient)service).PurgeInstanceStateAsync(instanceId)
            : new(0);
    }

    /// <summary>The service itself would purge what runs, too.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        var statuses = purgeInstanceFilter.RuntimeStatus?.ToList() is { Count: > 0 } given ? given.Where(status => status.IsOver()) : OrchestrationStatuses.Over;
        if (!statuses.Any())
            return new(0, isComplete: true);
        var filter = new PurgeInstanceFilter(purgeInstanceFilter.CreatedTimeFrom, purgeInstanceFilter.CreatedTimeTo, statuses);
        var purged = await ((IOrchestrationServicePurgeClient)service).PurgeInstanceStateAsync(filter);
        return new(purged.DeletedInstanceCount, isComplete: true);
    }

    /// <summary>The service itself tells of a failure the message alone; the rest is in the history's last event.</summary>
    private async Task AddFailureAsync(OrchestrationState? state)
    {
        if (state is not { OrchestrationStatus: OrchestrationStatus.Failed, FailureDetails: null, OrchestrationInstance: { } instance })
            return;
        var history = await service.GetOrchestrationHistoryAsync(instance.InstanceId, instance.ExecutionId);
        var failure = JArray.Parse(history).Select(e => e[nameof(ExecutionCompletedEvent.FailureDetails)]).LastOrDefault(details => details is JObject);
        state.FailureDetails = failure?.ToObject<FailureDetails>() ?? new("", state.Output, null, null, isNonRetriable: false);
    }
}
