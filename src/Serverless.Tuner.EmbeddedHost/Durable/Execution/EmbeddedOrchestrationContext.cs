using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.History;
using TaskFailedException = Microsoft.DurableTask.TaskFailedException;

namespace Serverless.Tuner.EmbeddedHost.Durable.Execution;

/// <summary>What an orchestrator sees. It only notes what is asked of it; the engine records that and carries it out.</summary>
internal sealed class EmbeddedOrchestrationContext(
    OrchestrationIdentity identity,
    OrchestratorSynchronizationContext thread,
    DataConverter converter,
    ILoggerFactory loggers) : TaskOrchestrationContext
{
    private readonly List<OrchestrationAction> _asked = [];
    private readonly SortedDictionary<int, OpenTask> _open = [];
    private readonly ExternalEvents _events = new();
    private int _lastId;
    private int _guids;
    private DateTime _now;
    private bool _replaying;

    public override TaskName Name => identity.Name;

    public override string InstanceId => identity.InstanceId;

    public override ParentOrchestrationInstance? Parent => identity.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    /// <summary>The custom status as JSON, as the orchestrator has set it last.</summary>
    public string? CustomStatus { get; private set; }

    /// <summary>Whether this generation has set <see cref="CustomStatus"/>.</summary>
    public bool HasCustomStatus { get; private set; }

    /// <summary>Set when the orchestrator asked to go on with a new history.</summary>
    public bool IsContinuedAsNew { get; private set; }

    /// <summary>The next generation's input, as JSON.</summary>
    public string? NextInput { get; private set; }

    /// <summary>Events that the next generation is to get.</summary>
    public IReadOnlyList<HistoryEvent> Carried => PreservesEvents ? _events.Buffered : [];

    /// <summary>What was asked for and is not answered yet, in order.</summary>
    public IEnumerable<OrchestrationAction> Open => _open.Values.Select(open => open.Action);

    protected override ILoggerFactory LoggerFactory => loggers;

    private bool PreservesEvents { get; set; }

    public void Advance(DateTime now, bool replaying)
    {
        _now = now;
        _replaying = replaying;
    }

    /// <summary>Hands over what was asked for since the last call.</summary>
    public IReadOnlyList<OrchestrationAction> TakeAsked()
    {
        if (_asked.Count == 0)
            return [];
        OrchestrationAction[] asked = [.. _asked];
        _asked.Clear();
        return asked;
    }

    public bool IsOpen(int taskId) => _open.ContainsKey(taskId);

    public void Deliver(HistoryEvent arrived)
    {
        if (arrived.Kind == HistoryEventKind.EventRaised)
        {
            _events.Deliver(arrived);
            return;
        }

        if (!_open.Remove(arrived.TaskId, out var open))
            return;
        if (arrived.Kind == HistoryEventKind.TaskFailed)
            open.Answer.TrySetException(new TaskFailedException(open.Action.Name!, open.Action.Id, arrived.Failure!.ToDetails()));
        else
            open.Answer.TrySetResult(arrived.Data);
    }

    public override T? GetInput<T>()
        where T : default => converter.Deserialize<T>(identity.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(name.Name);
        var data = converter.Serialize(input);
        return WithRetriesAsync<TResult>(
            () => Ask(id => new(OrchestrationActionKind.CallActivity, id, name.Name, data)),
            options?.Retry);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var data = converter.Serialize(input);
        var given = (options as SubOrchestrationOptions)?.InstanceId;
        return WithRetriesAsync<TResult>(
            () =>
            {
                var target = given ?? NewGuid().ToString("N");
                return Ask(id => new(OrchestrationActionKind.CallSubOrchestration, id, orchestratorName.Name, data, target));
            },
            options?.Retry);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        ThrowIfElsewhere();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var answer = Ask(id => new(OrchestrationActionKind.CreateTimer, id, FireAt: due));
        var timer = _lastId;
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (_open.Remove(timer, out var open))
                    open.Answer.TrySetCanceled(cancellationToken);
            });
        }

        return answer;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ThrowIfElsewhere();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return converter.Deserialize<T>(await _events.WaitAsync(eventName, cancellationToken))!;
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ThrowIfElsewhere();
        RowKeys.ThrowIfNotAnInstanceId(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _asked.Add(new(OrchestrationActionKind.SendEvent, ++_lastId, eventName, converter.Serialize(payload), instanceId));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        ThrowIfElsewhere();
        CustomStatus = converter.Serialize(customStatus);
        HasCustomStatus = true;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        ThrowIfElsewhere();
        NextInput = converter.Serialize(newInput);
        PreservesEvents = preserveUnprocessedEvents;
        IsContinuedAsNew = true;
    }

    public override Guid NewGuid()
    {
        ThrowIfElsewhere();
        return NameBasedGuid.Create($"{identity.InstanceId}\n{identity.Generation}\n{_guids++}");
    }

    private Task<string?> Ask(Func<int, OrchestrationAction> ask)
    {
        // A retry asks again after an await, so the check belongs here too.
        ThrowIfElsewhere();
        var action = ask(++_lastId);
        var answer = new TaskCompletionSource<string?>();
        _asked.Add(action);
        _open.Add(action.Id, new(action, answer));
        return answer.Task;
    }

    private async Task<TResult> WithRetriesAsync<TResult>(Func<Task<string?>> call, TaskRetryOptions? retry)
    {
        var started = _now;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailedException failure;
            try
            {
                return converter.Deserialize<TResult>(await call())!;
            }
            catch (TaskFailedException exception) when (retry is not null)
            {
                failure = exception;
            }

            var elapsed = _now - started;
            if (retry.Policy is { } policy)
            {
                if (RetryBackoff.Next(policy, attempt, elapsed) is not { } delay || !policy.Handle(AsCore(failure)))
                    throw failure;
                await CreateTimer(_now + delay, CancellationToken.None);
            }
            else if (!await retry.Handler!(new(this, attempt, failure.FailureDetails, elapsed, CancellationToken.None)))
            {
                throw failure;
            }
        }
    }

    // The policy's predicates are written against the core library's exception.
    private static DurableTask.Core.Exceptions.TaskFailedException AsCore(TaskFailedException failure)
        => new(failure.FailureDetails.ErrorMessage) { FailureDetails = AsCore(failure.FailureDetails) };

    private static DurableTask.Core.FailureDetails AsCore(TaskFailureDetails details) => new(
        details.ErrorType,
        details.ErrorMessage,
        details.StackTrace,
        details.InnerFailure is { } inner ? AsCore(inner) : null,
        isNonRetriable: false);

    private void ThrowIfElsewhere()
    {
        if (!thread.IsCurrent)
        {
            throw new InvalidOperationException(
                $"Orchestrator '{identity.Name}' used its context outside its own thread: it may await only what the context "
                + "gives it, without ConfigureAwait(false) or Task.Run.");
        }
    }

    private sealed record OpenTask(OrchestrationAction Action, TaskCompletionSource<string?> Answer);
}
