using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OrchestrationQuery = Microsoft.DurableTask.Client.OrchestrationQuery;
using PurgeResult = Microsoft.DurableTask.Client.PurgeResult;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>The client that functions are given, on top of DurableTask.Core's own.</summary>
internal sealed class EmbeddedDurableTaskClient(
    IOrchestrationServiceClient service,
    DataConverter converter,
    TimeProvider time) : DurableTaskClient("embedded")
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    // As the Functions host does it unless told otherwise: an instance that is running is not replaced.
    private static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private IOrchestrationServicePurgeClient Purges => (IOrchestrationServicePurgeClient)service;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var instance = new OrchestrationInstance
        {
            InstanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N"),
            ExecutionId = Guid.NewGuid().ToString("N"),
        };
        InstanceIds.ThrowIfNotValid(instance.InstanceId);
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

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionSuspendedEvent(-1, reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new ExecutionResumedEvent(-1, reason), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        while (true)
        {
            if (await FindAsync(instanceId) is not { } state)
                throw new InvalidOperationException($"There is no instance with the id '{instanceId}'.");
            if (state.OrchestrationStatus != OrchestrationStatus.Pending)
                return Describe(state, getInputsAndOutputs);
            await Task.Delay(LookAgain, cancellation);
        }
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var state = await service.WaitForOrchestrationAsync(instanceId, null, TimeSpan.MaxValue, cancellation);
        return state is null ? throw new InvalidOperationException($"There is no instance with the id '{instanceId}'.") : Describe(state, getInputsAndOutputs);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return await FindAsync(instanceId) is { } state ? Describe(state, getInputsAndOutputs) : null;
    }

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
        => new InstancePages((IOrchestrationServiceQueryClient)service, filter ?? new(), state => Describe(state, filter?.FetchInputsAndOutputs ?? false));

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return new((await Purges.PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var purged = await Purges.PurgeInstanceStateAsync(new PurgeInstanceFilter(
            filter.CreatedFrom?.UtcDateTime ?? DateTime.MinValue,
            filter.CreatedTo?.UtcDateTime,
            filter.Statuses?.Select(status => (OrchestrationStatus)status)));
        return new(purged.DeletedInstanceCount, purged.IsComplete);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static HashSet<OrchestrationRuntimeStatus> Duplicates(StartOrchestrationOptions? options)
    {
        if (options?.DedupeStatuses is not { } given)
            return [.. Unfinished];
        HashSet<OrchestrationRuntimeStatus> duplicates = [.. given.Select(status => Enum.Parse<OrchestrationRuntimeStatus>(status, ignoreCase: true))];
        return duplicates.Contains(OrchestrationRuntimeStatus.Terminated) && !duplicates.IsSupersetOf(Unfinished)
            ? throw new ArgumentException(
                "DedupeStatuses cannot hold 'Terminated' and leave out a running status: replacing such an instance terminates it.",
                nameof(options))
            : duplicates;
    }

    /// <summary>An instance that is not over has to be before another one takes its place.</summary>
    private async Task EndReplaceableAsync(string instanceId, HashSet<OrchestrationRuntimeStatus> duplicates, CancellationToken cancellation)
    {
        if (duplicates.IsSupersetOf(Unfinished) || await FindAsync(instanceId) is not { } existing)
            return;
        var status = (OrchestrationRuntimeStatus)existing.OrchestrationStatus;
        if (duplicates.Contains(status))
            throw new OrchestrationAlreadyExistsException($"An instance with the id '{instanceId}' exists already; it is {status}.");
        if (!Unfinished.Contains(status))
            return;
        await TerminateInstanceAsync(instanceId, "Replaced by a new instance with the same id.", cancellation);
        await service.WaitForOrchestrationAsync(instanceId, null, TimeSpan.MaxValue, cancellation);
    }

    private Task SendAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return service.SendTaskOrchestrationMessageAsync(new() { OrchestrationInstance = new() { InstanceId = instanceId }, Event = message });
    }

    private async Task<OrchestrationState?> FindAsync(string instanceId)
        => (await service.GetOrchestrationStateAsync(instanceId, allExecutions: false)).FirstOrDefault();

    private OrchestrationMetadata Describe(OrchestrationState state, bool inputsAndOutputs) => new(state.Name, state.OrchestrationInstance.InstanceId)
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
