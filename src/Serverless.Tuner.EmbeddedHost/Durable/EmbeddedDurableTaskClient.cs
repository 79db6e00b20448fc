using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Newtonsoft.Json.Linq;
using CoreOrchestrationQuery = DurableTask.Core.Query.OrchestrationQuery;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>The client that functions are given, on top of DurableTask.Core's own.</summary>
internal sealed class EmbeddedDurableTaskClient(IOrchestrationServiceClient service, DataConverter converter, TimeProvider time)
    : DurableTaskClient("embedded")
{
    // What fits into a key of Azure's storage: ids that work here work there, too.
    private const int LongestId = 256;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    // The Functions host's default: an instance in one of these statuses is not replaced.
    private static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var instance = new OrchestrationInstance
        {
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            ExecutionId = Guid.NewGuid().ToString("N"),
        };
        ThrowIfNotValid(instance.InstanceId);
        var duplicates = Duplicates(options);
        var started = new ExecutionStartedEvent(-1, converter.Serialize(input))
        {
            Name = orchestratorName.Name,
            Version = options?.Version?.Version ?? string.Empty,
            OrchestrationInstance = instance,
            ScheduledStartTime = options?.StartAt?.UtcDateTime,
            Tags = options?.Tags is { Count: > 0 } tags ? tags.ToDictionary() : null,
            Timestamp = time.GetUtcNow().UtcDateTime,
        };
        await EndReplaceableAsync(instance.InstanceId, duplicates, cancellation);
        await service.CreateTaskOrchestrationAsync(
            new() { OrchestrationInstance = instance, Event = started }, [.. duplicates.Select(status => (OrchestrationStatus)status)]);
        return instance.InstanceId;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new EventRaisedEvent(-1, converter.Serialize(eventPayload)) { Name = eventName }, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return service.ForceTerminateTaskOrchestrationAsync(instanceId, converter.Serialize(options?.Output));
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new ExecutionResumedEvent(-1, reason), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        while (true)
        {
            var state = await FindAsync(instanceId) ?? throw NotFound(instanceId);
            if (state.OrchestrationStatus != OrchestrationStatus.Pending) return Describe(state, getInputsAndOutputs);
            await Task.Delay(PollInterval, cancellation);
        }
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var state = await FindAsync(instanceId) ?? throw NotFound(instanceId);
        while (!state.OrchestrationStatus.IsOver())
        {
            await Task.Delay(PollInterval, cancellation);
            state = await FindAsync(instanceId) ?? throw new OperationCanceledException($"The instance '{instanceId}' is gone.");
        }

        return Describe(state, getInputsAndOutputs);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await FindAsync(instanceId) is { } state ? Describe(state, getInputsAndOutputs) : null;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Pageable.Create(async (continuation, pageSize, cancellation) =>
        {
            filter ??= new();
            var query = new CoreOrchestrationQuery
            {
                RuntimeStatus = filter.Statuses?.Select(status => (OrchestrationStatus)status).ToList(),
                CreatedTimeFrom = filter.CreatedFrom?.UtcDateTime,
                CreatedTimeTo = filter.CreatedTo?.UtcDateTime,
                InstanceIdPrefix = filter.InstanceIdPrefix,
                FetchInputsAndOutputs = filter.FetchInputsAndOutputs,
                TaskHubNames = filter.TaskHubNames?.ToList(),
                PageSize = pageSize ?? filter.PageSize,
                ContinuationToken = continuation ?? filter.ContinuationToken,
            };
            var page = await ((IOrchestrationServiceQueryClient)service).GetOrchestrationWithQueryAsync(query, cancellation);
            return new Page<OrchestrationMetadata>(
                [.. page.OrchestrationState.Select(state => Describe(state, filter.FetchInputsAndOutputs))], page.ContinuationToken);
        });

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);

        // Azure Storage would purge a running instance, too.
        if (await FindAsync(instanceId) is not { } state || !state.OrchestrationStatus.IsOver()) return new(0);
        return new((await ((IOrchestrationServicePurgeClient)service).PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var given = filter.Statuses?.Select(status => (OrchestrationStatus)status).ToList();
        var statuses = OrchestrationStatuses.Over.Where(status => given is not { Count: > 0 } || given.Contains(status)).ToList();
        if (statuses.Count == 0) return new(0, isComplete: true);
        var purged = await ((IOrchestrationServicePurgeClient)service).PurgeInstanceStateAsync(new PurgeInstanceFilter(
            filter.CreatedFrom?.UtcDateTime ?? DateTime.MinValue, filter.CreatedTo?.UtcDateTime, statuses));
        return new(purged.DeletedInstanceCount, isComplete: true);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void ThrowIfNotValid(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (instanceId.Length > LongestId || instanceId.Any(c => c is '/' or '\\' or '#' or '?' || char.IsControl(c)))
            throw new ArgumentException(
                $"'{instanceId}' cannot be an instance id: at most {LongestId} characters, none of / \\ # ? or control characters.",
                nameof(instanceId));
    }

    private static InvalidOperationException NotFound(string instanceId) => new($"There is no instance with the id '{instanceId}'.");

    private static HashSet<OrchestrationRuntimeStatus> Duplicates(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } given) return [.. Unfinished];
        HashSet<OrchestrationRuntimeStatus> duplicates =
            [.. given.Select(status => Enum.Parse<OrchestrationRuntimeStatus>(status, ignoreCase: true))];
        return duplicates.Contains(OrchestrationRuntimeStatus.Terminated) && !duplicates.IsSupersetOf(Unfinished)
            ? throw new ArgumentException(
                "DedupeStatuses cannot hold 'Terminated' and leave out a running status: replacing such an instance terminates it.",
                nameof(options))
            : duplicates;
    }

    /// <summary>Ends an instance that runs, so that another one can take its place.</summary>
    private async Task EndReplaceableAsync(
        string instanceId, HashSet<OrchestrationRuntimeStatus> duplicates, CancellationToken cancellation)
    {
        if (duplicates.IsSupersetOf(Unfinished) || await FindAsync(instanceId) is not { } existing) return;
        var status = (OrchestrationRuntimeStatus)existing.OrchestrationStatus;
        if (duplicates.Contains(status))
            throw new OrchestrationAlreadyExistsException($"An instance with the id '{instanceId}' exists already; it is {status}.");
        if (!Unfinished.Contains(status)) return;
        await TerminateInstanceAsync(instanceId, "Replaced by a new instance with the same id.", cancellation);
        await WaitForInstanceCompletionAsync(instanceId, cancellation: cancellation);
    }

    private Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return service.SendTaskOrchestrationMessageAsync(
            new() { OrchestrationInstance = new() { InstanceId = instanceId }, Event = message });
    }

    private async Task<OrchestrationState?> FindAsync(string instanceId)
    {
        var state = (await service.GetOrchestrationStateAsync(instanceId, allExecutions: false)).FirstOrDefault();

        // Of a failure Azure Storage returns the message alone; the rest is in the last event of the history.
        if (state is { OrchestrationStatus: OrchestrationStatus.Failed, FailureDetails: null, OrchestrationInstance: { } instance })
        {
            var history = JArray.Parse(await service.GetOrchestrationHistoryAsync(instance.InstanceId, instance.ExecutionId));
            var failure = history.Select(e => e[nameof(ExecutionCompletedEvent.FailureDetails)])
                .LastOrDefault(details => details is JObject);
            state.FailureDetails = failure?.ToObject<FailureDetails>() ?? new("", state.Output, null, null, isNonRetriable: false);
        }

        return state;
    }

    private OrchestrationMetadata Describe(OrchestrationState state, bool inputsAndOutputs) =>
        new(state.Name, state.OrchestrationInstance.InstanceId)
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)state.OrchestrationStatus,
            CreatedAt = state.CreatedTime,
            LastUpdatedAt = state.LastUpdatedTime,
            Tags = state.Tags?.ToDictionary() ?? [],
            FailureDetails = Describe(state.FailureDetails),
            DataConverter = inputsAndOutputs ? converter : null,
            SerializedInput = inputsAndOutputs ? state.Input : null,
            SerializedOutput = inputsAndOutputs && state.FailureDetails is null ? state.Output : null,
            SerializedCustomStatus = inputsAndOutputs ? state.Status : null,
        };

    private static TaskFailureDetails? Describe(FailureDetails? failure) => failure is null
        ? null
        : new(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, Describe(failure.InnerFailure), failure.Properties);
}
