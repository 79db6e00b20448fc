using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Starts, watches and steers instances. Everything is stored before it is announced to the engine.</summary>
internal sealed class EmbeddedDurableTaskClient(
    HistoryStore store,
    DurableEngine engine,
    InstanceWatch watch,
    InboxKeys inboxKeys,
    DataConverter converter,
    TimeProvider time) : DurableTaskClient("embedded")
{
    // As the Functions host does it unless told otherwise: an instance that is running is not replaced.
    private static readonly OrchestrationRuntimeStatus[] Unfinished =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        RowKeys.ThrowIfNotAnInstanceId(instanceId);
        var duplicates = Duplicates(options);
        var now = time.GetUtcNow();
        var state = new InstanceState
        {
            InstanceId = instanceId,
            Name = orchestratorName.Name,
            Status = OrchestrationRuntimeStatus.Pending,
            Generation = 0,
            WriteId = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            UpdatedAt = now,
            StartAt = options?.StartAt,
            Input = Within(converter.Serialize(input), nameof(input)),
            Tags = options?.Tags,
        };

        InstanceState? existing = null;
        while (await store.TryCreateAsync(state, existing, cancellation) is null)
        {
            existing = await store.FindAsync(instanceId, cancellation);
            if (existing is null)
                continue;
            if (duplicates.Contains(existing.Status))
                throw new OrchestrationAlreadyExistsException($"An instance with the id '{instanceId}' exists already; it is {existing.Status}.");
            if (!existing.IsFinished)
            {
                await TerminateInstanceAsync(instanceId, "Replaced by a new instance with the same id.", cancellation);
                await watch.UntilAsync(instanceId, found => found.IsFinished, cancellation);
                existing = null;
                continue;
            }

            // Messages that came too late for the old instance are not meant for the new one.
            await store.DeleteAsync(instanceId, await store.ListRowsAsync(instanceId, cancellation), cancellation);
            state = state with { Generation = existing.Generation + 1 };
        }

        engine.Launch(instanceId);
        return instanceId;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var payload = Within(converter.Serialize(eventPayload), nameof(eventPayload));
        await SendAsync(instanceId, new(InboxMessageKind.Event, eventName, payload), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new(InboxMessageKind.Terminate, Data: Within(converter.Serialize(options?.Output), nameof(options))), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new(InboxMessageKind.Suspend, Data: reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => SendAsync(instanceId, new(InboxMessageKind.Resume, Data: reason), cancellation);

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Describe(await watch.UntilAsync(instanceId, state => state.Status != OrchestrationRuntimeStatus.Pending, cancellation), getInputsAndOutputs)!;

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Describe(await watch.UntilAsync(instanceId, state => state.IsFinished, cancellation), getInputsAndOutputs)!;

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Describe(await store.FindAsync(instanceId, cancellation), getInputsAndOutputs);
    }

    public override Microsoft.DurableTask.AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return new InstancePages(store, query, state => Describe(state, query.FetchInputsAndOutputs)!);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (await store.FindAsync(instanceId, cancellation) is not { IsFinished: true } state)
            return new PurgeResult(0);
        await store.DeleteAsync(instanceId, await store.ListRowsAsync(instanceId, cancellation), cancellation);
        return new PurgeResult(await store.TryDeleteInstanceAsync(state, cancellation) ? 1 : 0);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var purged = 0;
        var query = new OrchestrationQuery(filter.CreatedFrom, filter.CreatedTo, filter.Statuses);
        await foreach (var instance in GetAllInstancesAsync(query).WithCancellation(cancellation))
            purged += (await PurgeInstanceAsync(instance.InstanceId, options, cancellation)).PurgedInstanceCount;
        return new PurgeResult(purged, isComplete: true);
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

    private static string? Within(string? text, string parameter) => text?.Length > EntityText.LongestInAnEntity
        ? throw new ArgumentException(
            $"It takes {text.Length} characters as JSON; the history takes {EntityText.LongestInAnEntity}. Pass a key of stored data instead.", parameter)
        : text;

    /// <summary>To an instance that is finished or does not exist, silently nothing.</summary>
    private async Task SendAsync(string instanceId, InboxMessage message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (!engine.Runs(instanceId) && await store.FindAsync(instanceId, cancellation) is not { IsFinished: false })
            return;
        var entry = inboxKeys.Entry(message);
        try
        {
            await store.PutAsync(instanceId, entry, cancellation);
        }
        catch (Exception exception) when (StorageFaults.IsTransient(exception))
        {
            // The caller learns that it failed, yet the row may have been written.
            engine.LookIntoInbox(instanceId);
            throw;
        }

        engine.Announce(instanceId, entry);
    }

    private OrchestrationMetadata? Describe(InstanceState? state, bool inputsAndOutputs) => state is null
        ? null
        : new(state.Name, state.InstanceId)
        {
            RuntimeStatus = state.Status,
            CreatedAt = state.CreatedAt,
            LastUpdatedAt = state.UpdatedAt,
            Tags = state.Tags ?? new Dictionary<string, string>(),
            FailureDetails = state.Failure?.ToDetails(),
            DataConverter = inputsAndOutputs ? converter : null,
            SerializedInput = inputsAndOutputs ? state.Input : null,
            SerializedOutput = inputsAndOutputs ? state.Output : null,
            SerializedCustomStatus = inputsAndOutputs ? state.CustomStatus : null,
        };
}
