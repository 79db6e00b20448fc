using DurableTask.Core;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>The worker's side of instances in memory, which end with this process.</summary>
internal sealed class InMemoryOrchestrationService(InstanceStore store, int maxConcurrentActivities) : IOrchestrationService
{
    public int TaskOrchestrationDispatcherCount => 1;

    public int MaxConcurrentTaskOrchestrationWorkItems => Environment.ProcessorCount;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    public int TaskActivityDispatcherCount => 1;

    public int MaxConcurrentTaskActivityWorkItems => maxConcurrentActivities;

    public Task StartAsync() => Task.CompletedTask;

    public Task StopAsync() => StopAsync(isForced: false);

    public Task StopAsync(bool isForced)
    {
        store.Clear();
        return Task.CompletedTask;
    }

    public Task CreateAsync() => Task.CompletedTask;

    public Task CreateAsync(bool recreateInstanceStore) => Task.CompletedTask;

    public Task CreateIfNotExistsAsync() => Task.CompletedTask;

    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    public Task DeleteAsync(bool deleteInstanceStore) => StopAsync(isForced: true);

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 1;

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => exception is OperationCanceledException ? 0 : 1;

    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await store.Steps.TakeAsync(receiveTimeout, cancellationToken) is { } instance ? store.Lock(instance) : null;

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage continuedAsNewMessage,
        OrchestrationState? orchestrationState)
    {
        store.Commit(
            (InstanceWorkItem)workItem, newOrchestrationRuntimeState, orchestrationState, outboundMessages, orchestratorMessages,
            timerMessages);
        return Task.CompletedTask;
    }

    // The messages of the step are still in the inbox.
    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        store.Release(((InstanceWorkItem)workItem).Instance);
        return Task.CompletedTask;
    }

    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await store.Activities.TakeAsync(receiveTimeout, cancellationToken) is { } message
            ? new()
            {
                Id = $"{message.OrchestrationInstance.InstanceId}#{message.Event.EventId}",
                TaskMessage = message,
                LockedUntilUtc = DateTime.MaxValue,
            }
            : null;

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        store.Send(responseMessage);
        return Task.CompletedTask;
    }

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        store.AbandonActivity(workItem.TaskMessage);
        return Task.CompletedTask;
    }
}
