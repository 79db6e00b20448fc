using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>
/// All instances and the work that is due for them. One lock guards everything: a step is one change, which others see whole or not
/// at all.
/// </summary>
internal sealed class InstanceStore(EmbeddedHostOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);

    /// <summary>Instances with a step due, each at most once.</summary>
    public WorkQueue<Instance> Steps { get; } = new();

    public WorkQueue<TaskMessage> Activities { get; } = new();

    /// <summary>Adds an instance, in the place of one whose status does not forbid that.</summary>
    public void Create(TaskMessage start, IReadOnlyCollection<OrchestrationStatus> forbidding)
    {
        lock (_lock)
        {
            var id = start.OrchestrationInstance.InstanceId;
            if (_instances.TryGetValue(id, out var existing))
            {
                var status = existing.State.OrchestrationStatus;
                if (!existing.IsOver || forbidding.Contains(status))
                    throw new OrchestrationAlreadyExistsException($"An instance with the id '{id}' exists already; it is {status}.");
                existing.Dispose();
            }

            Add(start);
        }
    }

    /// <summary>Puts a message into the inbox of its instance; drops it when that is over or does not exist.</summary>
    public void Send(TaskMessage message)
    {
        lock (_lock) Deliver(message);
    }

    /// <summary>Hands out an instance's messages, which stay in its inbox until the step is recorded; null when there are none.</summary>
    public InstanceWorkItem? Lock(Instance instance)
    {
        lock (_lock)
        {
            if (!IsCurrent(instance) || instance.Inbox.Count == 0)
            {
                instance.IsTaken = false;
                return null;
            }

            var item = instance.Kept ?? new()
            {
                Instance = instance,
                IsKept = !options.ReplayEveryStep,
                InstanceId = instance.Id,
                OrchestrationRuntimeState = new(instance.History),
                LockedUntilUtc = DateTime.MaxValue,
            };
            instance.Kept = null; // Until the step is recorded: one that fails in the middle is made again from the start.
            item.OrchestrationRuntimeState.NewEvents.Clear();
            item.NewMessages = [.. instance.Inbox];
            return item;
        }
    }

    /// <summary>Lets another step follow, at once if messages wait.</summary>
    public void Release(Instance instance)
    {
        lock (_lock)
        {
            instance.IsTaken = false;
            if (IsCurrent(instance)) MakeReady(instance);
        }
    }

    /// <summary>Records a step, unless its instance is gone: replaced, purged,
    /// or forgotten by a host that stopped. Without a state the messages
    /// that were handed out are only dropped.</summary>
    public void Commit(
        InstanceWorkItem item,
        OrchestrationRuntimeState reached,
        OrchestrationState? state,
        IEnumerable<TaskMessage> activities,
        IEnumerable<TaskMessage> messages,
        IEnumerable<TaskMessage> timers)
    {
        lock (_lock)
        {
            var instance = item.Instance;
            if (!IsCurrent(instance)) return;
            instance.Inbox.RemoveRange(0, item.NewMessages.Count);
            if (state is null) return;
            instance.Advance(reached, state, Now);
            if (item.IsKept && !instance.IsOver) instance.Kept = item;
            foreach (var timer in timers.Where(timer => timer.OrchestrationInstance.ExecutionId == instance.ExecutionId))
                instance.Timers.Arm(((TimerFiredEvent)timer.Event).FireAt, () => Send(timer));
            foreach (var message in messages) Deliver(message);
            foreach (var activity in activities) Activities.Add(activity);
        }
    }

    /// <summary>Has an activity run again, unless nothing waits for it any more.</summary>
    public void AbandonActivity(TaskMessage activity)
    {
        lock (_lock)
        {
            var target = activity.OrchestrationInstance;
            if (_instances.TryGetValue(target.InstanceId, out var instance)
                && !instance.IsOver && instance.ExecutionId == target.ExecutionId)
                Activities.Add(activity);
        }
    }

    public OrchestrationState? Find(string instanceId)
    {
        lock (_lock) return _instances.GetValueOrDefault(instanceId)?.State;
    }

    public IReadOnlyList<OrchestrationState> Where(Func<OrchestrationState, bool> wanted)
    {
        lock (_lock)
        {
            return [.. _instances.Values.Select(instance => instance.State).Where(wanted)
                .OrderBy(state => state.OrchestrationInstance.InstanceId, StringComparer.Ordinal)];
        }
    }

    /// <summary>Removes an instance that is over.</summary>
    public bool Purge(string instanceId)
    {
        lock (_lock) return _instances.TryGetValue(instanceId, out var instance) && instance.IsOver && _instances.Remove(instanceId);
    }

    public void Clear()
    {
        lock (_lock)
        {
            foreach (var instance in _instances.Values) instance.Dispose();
            _instances.Clear();
            Steps.Clear();
            Activities.Clear();
        }
    }

    public void Dispose() => Clear();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private bool IsCurrent(Instance instance) => _instances.GetValueOrDefault(instance.Id) == instance && !instance.IsOver;

    private void Add(TaskMessage start)
    {
        var instance = new Instance(start, time);
        _instances[instance.Id] = instance;
        var due = ((ExecutionStartedEvent)start.Event).ScheduledStartTime ?? DateTime.MinValue;
        instance.Timers.Arm(DateTime.SpecifyKind(due, DateTimeKind.Utc), () => Start(instance));
    }

    private void Start(Instance instance)
    {
        lock (_lock)
        {
            if (!IsCurrent(instance)) return;
            instance.Start();
            MakeReady(instance);
        }
    }

    private void Deliver(TaskMessage message)
    {
        if (message.Event is ExecutionStartedEvent child)
        {
            AddChild(message, child);
            return;
        }

        var (id, execution) = (message.OrchestrationInstance.InstanceId, message.OrchestrationInstance.ExecutionId);
        if (!_instances.TryGetValue(id, out var instance)
            || instance.IsOver || (execution is not null && execution != instance.ExecutionId))
            return;
        if (message.Event is ExecutionTerminatedEvent terminated && !instance.HasStarted)
        {
            instance.Terminate(terminated.Input, Now);
            return;
        }

        instance.Inbox.Add(message);
        MakeReady(instance);
    }

    private void AddChild(TaskMessage start, ExecutionStartedEvent child)
    {
        if (!_instances.TryGetValue(child.OrchestrationInstance.InstanceId, out var existing) || existing.IsOver)
        {
            existing?.Dispose();
            Add(start);
            return;
        }

        // DurableTask.Core does not answer this; without an answer the parent would wait for ever.
        var reason = $"An instance with the id '{existing.Id}' is running already.";
        Deliver(new()
        {
            OrchestrationInstance = child.ParentInstance.OrchestrationInstance,
            Event = new SubOrchestrationInstanceFailedEvent(
                -1, child.ParentInstance.TaskScheduleId, reason, null, new(new InvalidOperationException(reason))),
        });
    }

    private void MakeReady(Instance instance)
    {
        if (instance.IsTaken || !instance.HasStarted || instance.Inbox.Count == 0) return;
        instance.IsTaken = true;
        Steps.Add(instance);
    }
}
