using DurableTask.Core;
using DurableTask.Core.History;

namespace Serverless.Tuner.EmbeddedHost.Durable.InMemory;

/// <summary>One instance of an orchestration. Only its <see cref="InstanceStore"/> touches it, under its lock.</summary>
internal sealed class Instance : IDisposable
{
    private readonly TaskMessage _start;

    public Instance(TaskMessage start, TimeProvider time)
    {
        var started = (ExecutionStartedEvent)start.Event;
        _start = start;
        Timers = new(time);
        State = new()
        {
            OrchestrationInstance = started.OrchestrationInstance,
            ParentInstance = started.ParentInstance,
            Name = started.Name,
            Version = started.Version,
            Tags = started.Tags,
            Input = started.Input,
            ScheduledStartTime = started.ScheduledStartTime,
            OrchestrationStatus = OrchestrationStatus.Pending,
            CreatedTime = started.Timestamp,
            LastUpdatedTime = started.Timestamp,
        };
    }

    public string Id => State.OrchestrationInstance.InstanceId;

    public string ExecutionId => State.OrchestrationInstance.ExecutionId;

    /// <summary>What clients are shown.</summary>
    public OrchestrationState State { get; private set; }

    public List<HistoryEvent> History { get; } = [];

    /// <summary>Messages that no step has taken in yet, in the order in which they came.</summary>
    public List<TaskMessage> Inbox { get; } = [];

    public DurableTimers Timers { get; }

    /// <summary>Where its orchestrator stands since the last step; null when the next step has to run it from its start.</summary>
    public InstanceWorkItem? Kept { get; set; }

    /// <summary>Whether its start is in the inbox or behind it: before that nothing may be handed out.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Whether a worker has it, or will get it: there is never more than one at a time.</summary>
    public bool IsTaken { get; set; }

    public bool IsOver => State.OrchestrationStatus.IsOver();

    public void Start()
    {
        HasStarted = true;
        Inbox.Insert(0, _start);
    }

    /// <summary>Takes over the outcome of a step.</summary>
    public void Advance(OrchestrationRuntimeState reached, OrchestrationState state, DateTime now)
    {
        if (state.OrchestrationInstance.ExecutionId != ExecutionId) BeginAnew(state.OrchestrationInstance.ExecutionId);
        History.AddRange(reached.NewEvents);
        state.CreatedTime = State.CreatedTime;
        state.LastUpdatedTime = now;
        state.Status ??= State.Status;
        State = state;
        if (IsOver) Close();
    }

    /// <summary>Ends an instance that has not started.</summary>
    public void Terminate(string? output, DateTime now)
    {
        State.OrchestrationStatus = OrchestrationStatus.Terminated;
        State.Output = output;
        State.LastUpdatedTime = State.CompletedTime = now;
        Close();
    }

    public void Dispose() => Timers.Dispose();

    /// <summary>Removes the old execution's history, and the messages for that execution alone.</summary>
    private void BeginAnew(string executionId)
    {
        History.Clear();
        Timers.Reset();
        Inbox.RemoveAll(message => message.OrchestrationInstance.ExecutionId is { } meant && meant != executionId);
    }

    private void Close()
    {
        History.Clear();
        Inbox.Clear();
        Timers.Dispose();
        Kept = null;
    }
}
