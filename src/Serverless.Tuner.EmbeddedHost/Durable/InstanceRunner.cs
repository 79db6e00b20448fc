using System.Threading.Channels;
using Microsoft.DurableTask.Client;
using Serverless.Tuner.EmbeddedHost.Durable.Execution;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>
/// Runs one instance: takes in what arrives, lets the orchestrator go on, puts the step on record in one transaction, and only
/// then carries out what the orchestrator asked for.
/// </summary>
internal sealed class InstanceRunner : IDisposable
{
    // Leaves room in a row for what the events make the orchestrator ask for.
    private const int HeaviestStep = 200_000;

    private readonly string _instanceId;
    private readonly RunnerServices _services;
    private readonly DurableTimers _timers;
    private readonly PendingWork _work = new();
    private readonly Channel<InstanceMessage> _mailbox = Channel.CreateUnbounded<InstanceMessage>(new() { SingleReader = true });
    private readonly List<Episode> _history = [];

    private InstanceState _state = null!;
    private OrchestratorExecution _execution = null!;
    private DateTime _lastTime;
    private bool _carried;
    private int _epoch;
    private Task _sweep = Task.CompletedTask;
    private RecordedStep? _step;

    public InstanceRunner(string instanceId, RunnerServices services)
    {
        _instanceId = instanceId;
        _services = services;
        _timers = new(services.Time, Post);
    }

    public void Post(InstanceMessage message) => _mailbox.Writer.TryWrite(message);

    /// <summary>Lets the runner end once it has dealt with what it has been told.</summary>
    public void Complete() => _mailbox.Writer.TryComplete();

    /// <summary>Runs the instance to its end, or until the host stops.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var goesOn = await LoadAsync(cancellation);
        while (goesOn)
        {
            while (_mailbox.Reader.TryRead(out var message))
                _work.Add(message);
            var taken = _work.Take(_state.Status == OrchestrationRuntimeStatus.Suspended);
            goesOn = taken.Count > 0
                ? await HandleAsync(taken, cancellation)
                : await _mailbox.Reader.WaitToReadAsync(cancellation);
        }
    }

    public void Dispose() => _timers.Dispose();

    private Task<bool> HandleAsync(IReadOnlyList<InstanceMessage> taken, CancellationToken cancellation) => taken[0] switch
    {
        InstanceMessage.Sent { Entry: { Message.Kind: not InboxMessageKind.Event } entry } => ControlAsync(entry, cancellation),
        InstanceMessage.InboxUncertain => LookIntoInboxAsync(cancellation),
        InstanceMessage.Intruded intruded => IntrudedAsync(intruded, cancellation),
        _ => StepAsync(taken, cancellation),
    };

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        var stored = await _services.Store.LoadAsync(_instanceId, cancellation);
        if (stored is null)
            return false;
        _state = stored.State;
        if (_state.IsFinished)
        {
            if (_state.Residue)
                Sweep(_state, cancellation);
            return false;
        }

        _epoch++;
        _timers.Reset();
        _work.Reset(stored.Inbox);
        _history.Clear();
        _history.AddRange(stored.Episodes);
        _carried = stored.Episodes is [{ Number: 0 }, ..];
        _lastTime = stored.Episodes is [.., var last] ? last.Time : default;
        if (stored.Leftovers.Count > 0)
            SweepRows(stored.Leftovers, cancellation);
        if (!TryRebuild(out var failure))
            return await FinishAsync(failure, [], cancellation);
        if (!_services.ReplayEveryStep)
            _history.Clear();
        if (_state.Episode == 0)
            Begin();
        _services.Logger.InstanceLoaded(_instanceId, _state.Name, _state.Generation, _state.Episode, stored.Inbox.Count);
        CarryOut(_execution.Open, cancellation);
        return true;
    }

    private void Begin()
    {
        if (_state.StartAt is { } startAt && startAt > _services.Time.GetUtcNow())
            _timers.Arm(startAt, _epoch, HistoryEvent.Started);
        else
            _work.AddFirst(new InstanceMessage.Arrived(_epoch, HistoryEvent.Started));
    }

    private async Task<bool> StepAsync(IReadOnlyList<InstanceMessage> taken, CancellationToken cancellation)
    {
        if (_services.ReplayEveryStep && !TryRebuild(out var failure))
            return await FinishAsync(failure, [], cancellation);

        var now = _services.Time.GetUtcNow().UtcDateTime;
        var time = now > _lastTime ? now : _lastTime;
        var events = new List<HistoryEvent>();
        var actions = new List<OrchestrationAction>();
        var messages = new List<string>();
        var weight = 0;
        var next = 0;
        for (; next < taken.Count && _execution.Outcome is null && weight < HeaviestStep; next++)
        {
            if (EventOf(taken[next]) is not { } arrived || !_execution.Expects(arrived))
                continue;
            if (events.Count > 0 && weight + arrived.Weight > HeaviestStep)
                break;
            if (taken[next] is InstanceMessage.Sent sent)
                messages.Add(sent.Entry.RowKey);
            events.Add(arrived);
            weight += arrived.Weight;
            foreach (var action in _execution.Deliver(arrived, time, replaying: false))
            {
                actions.Add(action);
                weight += action.Data?.Length ?? 0;
            }
        }

        _work.PutBack(taken.Skip(next));
        if (events.Count == 0)
            return true;
        await SendEventsAsync(actions, cancellation);
        var episode = new Episode(_state.Episode + 1, time, events, actions);
        _step = new(OrchestrationIdentity.Of(_state), episode, _execution.Outcome);
        return _execution.Outcome switch
        {
            null => await RecordAsync(episode, messages, cancellation),
            OrchestrationOutcome.ContinuedAsNew renewal => await ContinueAsync(renewal, time, messages, cancellation),
            var ended => await FinishAsync(ended, messages, cancellation),
        };
    }

    private HistoryEvent? EventOf(InstanceMessage message) => message switch
    {
        InstanceMessage.Arrived arrived when arrived.Epoch == _epoch => arrived.Event,
        InstanceMessage.Sent sent => HistoryEvent.Raised(sent.Entry.Message.Name!, sent.Entry.Message.Data),
        _ => null,
    };

    private Task<bool> RecordAsync(Episode episode, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        var after = Next(episode.Time) with
        {
            Episode = episode.Number,
            Status = OrchestrationRuntimeStatus.Running,
            CustomStatus = _execution.CustomStatus(_state.CustomStatus),
        };
        return CommitAsync(new(_state, after) { Episode = episode, Deletes = messages }, () =>
        {
            _lastTime = episode.Time;
            if (_services.ReplayEveryStep)
                _history.Add(episode);
            CarryOut(episode.Actions.Where(action => _execution.IsOpen(action.Id)), cancellation);
        }, cancellation);
    }

    private Task<bool> ContinueAsync(
        OrchestrationOutcome.ContinuedAsNew next, DateTime time, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        var carry = next.Carried.Count > 0 ? new Episode(0, time, next.Carried, []) : null;
        var past = PastRows();
        var sweepsLater = past.Count + messages.Count + 2 > HistoryStore.LargestTransaction;
        var after = Next(time) with
        {
            Generation = _state.Generation + 1,
            Episode = 0,
            Status = OrchestrationRuntimeStatus.Running,
            Input = next.Input,
            CustomStatus = _execution.CustomStatus(_state.CustomStatus),
        };
        var commit = new Commit(_state, after) { Episode = carry, Deletes = sweepsLater ? messages : [.. messages, .. past] };
        return CommitAsync(commit, () =>
        {
            if (sweepsLater)
                SweepRows(past, cancellation);
            _epoch++;
            _timers.Reset();
            _lastTime = time;
            _carried = carry is not null;
            _history.Clear();
            if (carry is not null)
                _history.Add(carry);
            TryRebuild(out _);
            if (!_services.ReplayEveryStep)
                _history.Clear();
            Begin();
        }, cancellation);
    }

    private Task<bool> FinishAsync(OrchestrationOutcome outcome, IReadOnlyList<string> messages, CancellationToken cancellation)
        => FinishAsync(
            Next() with
            {
                Status = outcome is OrchestrationOutcome.Failed ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed,
                Output = (outcome as OrchestrationOutcome.Completed)?.Output,
                Failure = (outcome as OrchestrationOutcome.Failed)?.Failure,
                CustomStatus = _execution.CustomStatus(_state.CustomStatus),
            },
            messages,
            cancellation);

    private async Task<bool> FinishAsync(InstanceState after, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        IReadOnlyList<string> superfluous = [.. messages, .. _work.InboxKeys, .. PastRows()];
        var residue = superfluous.Count + 1 > HistoryStore.LargestTransaction || !_sweep.IsCompleted;
        after = after with { Residue = residue };
        return await CommitAsync(new(_state, after) { Deletes = residue ? [] : superfluous }, () =>
        {
            _services.Logger.InstanceEnded(_instanceId, _state.Name, _state.Status, _state.Failure?.Message);
            if (residue)
                Sweep(_state, cancellation);
        }, cancellation);
    }

    private async Task<bool> ControlAsync(InboxEntry entry, CancellationToken cancellation)
    {
        if (entry.Message.Kind == InboxMessageKind.Terminate)
        {
            var terminated = Next() with
            {
                Status = OrchestrationRuntimeStatus.Terminated,
                Output = entry.Message.Data,
                CustomStatus = _execution.CustomStatus(_state.CustomStatus),
            };
            return await FinishAsync(terminated, [entry.RowKey], cancellation);
        }

        var running = _state.Episode > 0 || _state.Generation > 0 ? OrchestrationRuntimeStatus.Running : OrchestrationRuntimeStatus.Pending;
        var after = Next() with
        {
            Status = entry.Message.Kind == InboxMessageKind.Suspend ? OrchestrationRuntimeStatus.Suspended : running,
        };
        return await CommitAsync(new(_state, after) { Deletes = [entry.RowKey] }, () => { }, cancellation);
    }

    private Task<bool> IntrudedAsync(InstanceMessage.Intruded intruded, CancellationToken cancellation)
    {
        // In a replay at every step, a run that was thrown away may still have had such an await pending.
        if (intruded.Execution != _execution && !_services.ReplayEveryStep)
            return Task.FromResult(true);
        _execution.Fail(new InvalidOperationException(
            $"Orchestrator '{_state.Name}' awaited a task that its context did not give it. Only those are durable: no Task.Delay, "
            + "Task.Run or I/O in an orchestrator; call an activity instead."));
        return FinishAsync(_execution.Outcome!, [], cancellation);
    }

    private async Task<bool> LookIntoInboxAsync(CancellationToken cancellation)
    {
        var stored = await _services.Store.LoadAsync(_instanceId, cancellation);
        foreach (var entry in stored?.Inbox ?? [])
            _work.Add(new InstanceMessage.Sent(entry));
        return true;
    }

    /// <summary>False when the instance has come to its end.</summary>
    private async Task<bool> CommitAsync(Commit commit, Action committed, CancellationToken cancellation)
    {
        var (result, etag) = await _services.Store.CommitAsync(commit, cancellation);
        switch (result)
        {
            case CommitResult.Committed:
                _state = commit.After with { ETag = etag };
                if (_step is { } step)
                    _services.StepRecorded?.Invoke(step);
                _step = null;
                committed();
                if (commit.Before.Status != commit.After.Status || commit.Before.CustomStatus != commit.After.CustomStatus)
                    _services.Signals.Changed(_instanceId);
                return !_state.IsFinished;

            case CommitResult.Fenced:
                _step = null;
                _services.Logger.InstanceFenced(_instanceId, commit.Before.Episode + 1);
                return await LoadAsync(cancellation);

            default:
                _step = null;
                var why = new InvalidOperationException(
                    $"Instance '{_instanceId}' holds more than a row of the history takes ({EntityText.LongestInAnEntity} characters). "
                    + "Pass keys of stored data to an orchestration rather than the data.");
                if (commit.After.Status == OrchestrationRuntimeStatus.Failed)
                    throw why;
                return await FinishAsync(
                    Next() with { Status = OrchestrationRuntimeStatus.Failed, Failure = FailureRecord.From(why) }, [], cancellation);
        }
    }

    private InstanceState Next(DateTime? time = null) => _state with
    {
        WriteId = Guid.NewGuid().ToString("N"),
        UpdatedAt = time is { } given ? new DateTimeOffset(given, TimeSpan.Zero) : _services.Time.GetUtcNow(),
    };

    private bool TryRebuild(out OrchestrationOutcome failure)
    {
        failure = null!;
        _execution = _services.Orchestrators.Create(
            OrchestrationIdentity.Of(_state), execution => Post(new InstanceMessage.Intruded(execution)));
        try
        {
            foreach (var episode in _history)
                _execution.Replay(episode);
            return true;
        }
        catch (NonDeterministicOrchestrationException exception)
        {
            _services.Logger.InstanceDiverged(exception, _instanceId, _state.Name);
            failure = new OrchestrationOutcome.Failed(FailureRecord.From(exception));
            return false;
        }
    }

    private void CarryOut(IEnumerable<OrchestrationAction> actions, CancellationToken cancellation)
    {
        foreach (var action in actions)
        {
            switch (action.Kind)
            {
                case OrchestrationActionKind.CallActivity:
                    _services.Track(AnswerAsync(_epoch, _services.Activities.RunAsync(_instanceId, action, cancellation)));
                    break;
                case OrchestrationActionKind.CallSubOrchestration:
                    _services.Track(AnswerAsync(_epoch, _services.RunChildAsync(_state, action, cancellation)));
                    break;
                case OrchestrationActionKind.CreateTimer:
                    _timers.Arm(action.FireAt!.Value, _epoch, HistoryEvent.Fired(action.Id));
                    break;
            }
        }
    }

    private async Task AnswerAsync(int epoch, Task<HistoryEvent?> answer)
    {
        if (await answer is { } arrived)
            Post(new InstanceMessage.Arrived(epoch, arrived));
    }

    // Before the step is on record, so that none is lost; a crash in between sends it twice.
    private async Task SendEventsAsync(IEnumerable<OrchestrationAction> actions, CancellationToken cancellation)
    {
        foreach (var action in actions.Where(action => action.Kind == OrchestrationActionKind.SendEvent))
        {
            var entry = _services.InboxKeys.Entry(new(InboxMessageKind.Event, action.Name, action.Data));
            if (await _services.Store.FindAsync(action.Target!, cancellation) is not { IsFinished: false })
                continue;
            await _services.Store.PutAsync(action.Target!, entry, cancellation, forAClient: false);
            _services.Announce(action.Target!, entry);
        }
    }

    private List<string> PastRows()
        => [.. Enumerable.Range(_carried ? 0 : 1, _state.Episode + (_carried ? 1 : 0)).Select(number => RowKeys.Event(_state.Generation, number))];

    private void SweepRows(IReadOnlyList<string> rowKeys, CancellationToken cancellation)
    {
        _sweep = After(_sweep, () => _services.Store.DeleteAsync(_instanceId, rowKeys, cancellation));
        _services.Track(_sweep);
    }

    private void Sweep(InstanceState finished, CancellationToken cancellation)
        => _services.Track(After(_sweep, () => _services.Store.SweepFinishedAsync(finished, cancellation)));

    private static async Task After(Task first, Func<Task> then)
    {
        await first;
        await then();
    }
}
