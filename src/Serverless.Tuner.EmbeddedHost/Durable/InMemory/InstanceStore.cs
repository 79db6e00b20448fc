using System.Diagnostics.CodeAnalysis;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>
/// All instances, and what is to be done for them. One lock for everything: each step is one change, of which others see all
/// or nothing.
/// </summary>
internal sealed class InstanceStore(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly List<Waiter> _waiters = [];

    /// <summary>Instances of which a step is due; each is here at most once.</summary>
    public WorkQueue<Instance> Steps { get; } = new();

    /// <summary>Activities to run.</summary>
    public WorkQueue<TaskMessage> Activities { get; } = new();

    /// <summary>Adds an instance, in the place of one whose status does not forbid that.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one of that id in one of these statuses, or one that has not ended.</exception>
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

    /// <summary>Puts a message into the inbox of its instance. To one that is over or does not exist, silently nothing.</summary>
    public void Send(TaskMessage message)
    {
        lock (_lock)
            Deliver(message);
    }

    /// <summary>
    /// Hands out what has come for an instance; null when nothing is left to do. It stays in the inbox until the step is recorded.
    /// </summary>
    public InstanceWorkItem? Lock(Instance instance)
    {
        lock (_lock)
        {
            if (!IsCurrent(instance) || instance.Inbox.Count == 0)
            {
                instance.IsTaken = false;
                return null;
            }

            return new()
            {
                Instance = instance,
                InstanceId = instance.Id,
                OrchestrationRuntimeState = new(instance.History),
                NewMessages = [.. instance.Inbox],
                LockedUntilUtc = DateTime.MaxValue,
            };
        }
    }

    /// <summary>Lets another step follow, at once if there is something to do.</summary>
    public void Release(Instance instance)
    {
        lock (_lock)
        {
            instance.IsTaken = false;
            if (IsCurrent(instance))
                MakeReady(instance);
        }
    }

    /// <summary>Records a step, unless its instance is gone: replaced, purged, or forgotten by a host that stopped.</summary>
    /// <param name="item">What was handed out for the step.</param>
    /// <param name="reached">The history with what the step has added.</param>
    /// <param name="state">What clients see from now on; null when the messages meant nothing, and are dropped.</param>
    /// <param name="activities">Calls of activities.</param>
    /// <param name="messages">Messages to instances.</param>
    /// <param name="timers">What this instance is to be sent later.</param>
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
            if (!IsCurrent(instance))
                return;
            instance.Inbox.RemoveRange(0, item.NewMessages.Count);
            if (state is null)
                return;
            instance.Advance(reached, state, Now);
            foreach (var timer in timers.Where(timer => timer.OrchestrationInstance.ExecutionId == instance.ExecutionId))
                instance.Timers.Arm(((TimerFiredEvent)timer.Event).FireAt, () => Send(timer));
            foreach (var message in messages)
                Deliver(message);
            WakeWaiters(instance);
            foreach (var activity in activities)
                Activities.Add(activity);
        }
    }

    /// <summary>Has an activity run again, unless nothing waits for it any more.</summary>
    public void AbandonActivity(TaskMessage activity)
    {
        lock (_lock)
        {
            var target = activity.OrchestrationInstance;
            if (TryGet(target.InstanceId, out var instance) && !instance.IsOver && instance.ExecutionId == target.ExecutionId)
                Activities.Add(activity);
        }
    }

    public OrchestrationState? Find(string instanceId)
    {
        lock (_lock)
            return _instances.GetValueOrDefault(instanceId)?.State;
    }

    /// <summary>The instances' states by id.</summary>
    public IReadOnlyList<OrchestrationState> Where(Func<OrchestrationState, bool> wanted)
    {
        lock (_lock)
        {
            return [.. _instances.Values.Select(instance => instance.State).Where(wanted)
                .OrderBy(state => state.OrchestrationInstance.InstanceId, StringComparer.Ordinal)];
        }
    }

    /// <summary>The instance's state once it is over; null when there is no such instance any more.</summary>
    public Task<OrchestrationState?> UntilOver(string instanceId)
    {
        lock (_lock)
        {
            if (!TryGet(instanceId, out var instance) || instance.IsOver)
                return Task.FromResult(instance?.State);
            var waiter = new Waiter(instance, new(TaskCreationOptions.RunContinuationsAsynchronously));
            _waiters.Add(waiter);
            return waiter.Over.Task;
        }
    }

    /// <summary>Removes an instance that is over.</summary>
    public bool Purge(string instanceId)
    {
        lock (_lock)
            return TryGet(instanceId, out var instance) && instance.IsOver && _instances.Remove(instanceId);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            foreach (var instance in _instances.Values)
                instance.Dispose();
            _instances.Clear();
            Steps.Clear();
            Activities.Clear();
            foreach (var waiter in _waiters)
                waiter.Over.TrySetCanceled();
            _waiters.Clear();
        }
    }

    public void Dispose()
    {
        Clear();
        Steps.Dispose();
        Activities.Dispose();
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private bool TryGet(string instanceId, [MaybeNullWhen(false)] out Instance instance) => _instances.TryGetValue(instanceId, out instance);

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
            if (!IsCurrent(instance))
                return;
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
        if (!TryGet(id, out var instance) || instance.IsOver || (execution is not null && execution != instance.ExecutionId))
            return;
        if (message.Event is ExecutionTerminatedEvent terminated && !instance.HasStarted)
        {
            instance.End(OrchestrationStatus.Terminated, terminated.Input, Now);
            WakeWaiters(instance);
            return;
        }

        instance.Inbox.Add(message);
        MakeReady(instance);
    }

    private void AddChild(TaskMessage start, ExecutionStartedEvent child)
    {
        if (!TryGet(child.OrchestrationInstance.InstanceId, out var existing) || existing.IsOver)
        {
            existing?.Dispose();
            Add(start);
            return;
        }

        // Core has no answer for this; without one the parent would wait for ever.
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
        if (instance.IsTaken || !instance.HasStarted || instance.Inbox.Count == 0)
            return;
        instance.IsTaken = true;
        Steps.Add(instance);
    }

    private void WakeWaiters(Instance instance)
    {
        if (!instance.IsOver)
            return;
        foreach (var waiter in _waiters.Where(waiter => waiter.Instance == instance))
            waiter.Over.TrySetResult(instance.State);
        _waiters.RemoveAll(waiter => waiter.Instance == instance);
    }

    private sealed record Waiter(Instance Instance, TaskCompletionSource<OrchestrationState?> Over);
}
