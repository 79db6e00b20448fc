using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>The client of instances in memory.</summary>
internal sealed class InMemoryOrchestrationClient(InstanceStore store)
    : IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient
{
    private static readonly OrchestrationStatus[] Unfinished =
        [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => CreateTaskOrchestrationAsync(creationMessage, Unfinished);

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
    {
        store.Create(creationMessage, dedupeStatuses ?? []);
        return Task.CompletedTask;
    }

    public Task SendTaskOrchestrationMessageAsync(TaskMessage message)
    {
        store.Send(message);
        return Task.CompletedTask;
    }

    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        foreach (var message in messages) store.Send(message);
        return Task.CompletedTask;
    }

    public Task<OrchestrationState> WaitForOrchestrationAsync(
        string instanceId, string? executionId, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) => SendTaskOrchestrationMessageAsync(new()
    {
        OrchestrationInstance = new() { InstanceId = instanceId },
        Event = new ExecutionTerminatedEvent(-1, reason),
    });

    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        Task.FromResult<IList<OrchestrationState>>(store.Find(instanceId) is { } state ? [state] : []);

    public Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId)
    {
        var state = store.Find(instanceId);
        return Task.FromResult(executionId is null || state?.OrchestrationInstance.ExecutionId == executionId ? state : null);
    }

    // Histories are not kept for clients.
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string executionId) => Task.FromResult("[]");

    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType) =>
        throw new NotSupportedException("Instances are purged by their ids or by a filter.");

    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken)
    {
        // A page begins after the last id of the one before, whichever instances have come and gone meanwhile.
        var found = store.Where(state => Matches(state, query) && string.CompareOrdinal(IdOf(state), query.ContinuationToken) > 0);
        var page = found.Take(query.PageSize).ToList();
        return Task.FromResult(new OrchestrationQueryResult(page, page.Count < found.Count ? IdOf(page[^1]) : null));
    }

    public Task<PurgeResult> PurgeInstanceStateAsync(string instanceId) =>
        Task.FromResult(new PurgeResult(store.Purge(instanceId) ? 1 : 0));

    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        var found = store.Where(state => Matches(state, purgeInstanceFilter));
        return Task.FromResult(new PurgeResult(found.Count(state => store.Purge(IdOf(state))), isComplete: true));
    }

    private static string IdOf(OrchestrationState state) => state.OrchestrationInstance.InstanceId;

    private static bool Matches(OrchestrationState state, OrchestrationQuery query) =>
        IsBetween(state, query.CreatedTimeFrom, query.CreatedTimeTo)
            && IsOneOf(state, query.RuntimeStatus)
            && IdOf(state).StartsWith(query.InstanceIdPrefix ?? string.Empty, StringComparison.Ordinal);

    private static bool Matches(OrchestrationState state, PurgeInstanceFilter filter) =>
        IsBetween(state, filter.CreatedTimeFrom, filter.CreatedTimeTo) && IsOneOf(state, filter.RuntimeStatus);

    private static bool IsBetween(OrchestrationState state, DateTime? from, DateTime? to) =>
        !(state.CreatedTime < from) && !(state.CreatedTime > to);

    private static bool IsOneOf(OrchestrationState state, IEnumerable<OrchestrationStatus>? statuses) =>
        statuses is null || !statuses.Any() || statuses.Contains(state.OrchestrationStatus);
}
