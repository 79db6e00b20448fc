using System.Collections.Concurrent;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>Keeps a runner for each unfinished instance.</summary>
internal sealed class DurableEngine : IDisposable
{
    private static readonly TimeSpan StuckDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LetGoPatience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, InstanceRunner> _runners = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, byte> _loops = new();
    private readonly ConcurrentDictionary<Task, byte> _work = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly HistoryStore _store;
    private readonly InstanceWatch _watch;
    private readonly ActivityDispatcher _activities;
    private readonly TimeProvider _time;
    private readonly ILogger<InstanceRunner> _logger;
    private readonly RunnerServices _services;
    private volatile CancellationTokenSource _abort = new();
    private volatile bool _running;

    public DurableEngine(
        HistoryStore store,
        InstanceSignals signals,
        InstanceWatch watch,
        InboxKeys inboxKeys,
        OrchestratorFactory orchestrators,
        ActivityDispatcher activities,
        EmbeddedHostOptions options,
        TimeProvider time,
        ILogger<InstanceRunner> logger)
    {
        _store = store;
        _watch = watch;
        _activities = activities;
        _time = time;
        _logger = logger;
        _services = new(store, orchestrators, activities, signals, time, logger, options.ReplayEveryStep)
        {
            RunChildAsync = RunChildAsync,
            Announce = Announce,
            Track = work => Track(work, _work),
            InboxKeys = inboxKeys,
            StepRecorded = options.StepRecorded,
        };
    }

    /// <summary>Whether this host runs the instance at the moment.</summary>
    public bool Runs(string instanceId) => _runners.ContainsKey(instanceId);

    /// <summary>Prepares the store.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => _store.CreateTableAsync(cancellation);

    /// <summary>Takes up every instance that is not finished.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        var unsettled = await _store.ListUnsettledAsync(cancellation);
        _running = true;
        foreach (var instance in unsettled)
            Launch(instance.InstanceId);
        _logger.EngineStarted(unsettled.Count);
    }

    /// <summary>Takes up an instance whose row is stored.</summary>
    public void Launch(string instanceId)
    {
        // Read first: that it runs means that nobody has let go of this one.
        var abort = _abort.Token;
        if (!_running)
            return;
        var runner = new InstanceRunner(instanceId, _services);

        // A predecessor may be about to end; writes are fenced, so it cannot harm the new one.
        _runners[instanceId] = runner;
        Track(Task.Run(() => RunAsync(instanceId, runner, abort)), _loops);
    }

    /// <summary>Tells an instance's runner of a message that is stored.</summary>
    public void Announce(string instanceId, InboxEntry entry) => Tell(instanceId, new InstanceMessage.Sent(entry));

    /// <summary>Makes an instance's runner look for messages that may be stored without having been announced.</summary>
    public void LookIntoInbox(string instanceId) => Tell(instanceId, new InstanceMessage.InboxUncertain());

    /// <summary>
    /// Takes no further steps, so that another host may. Activities that run come to their end; what they answer is asked for again.
    /// </summary>
    public async Task LetGoAsync()
    {
        _running = false;
        await _abort.CancelAsync();
        using var enough = new CancellationTokenSource(LetGoPatience);
        await SettleAsync(_loops.Keys, enough.Token);
        _abort = new();
    }

    /// <summary>Ends without losing history: nothing new starts, and what runs has a while to come to its end.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        await _stopping.CancelAsync();
        await _activities.StopAsync();
        await SettleAsync(_work.Keys, enough.Token);
        _running = false;
        foreach (var runner in _runners.Values)
            runner.Complete();
        await SettleAsync(_loops.Keys, enough.Token);
        await _abort.CancelAsync();
    }

    /// <summary>Ends at once, wherever everything is: what is stored then is what a crash would leave.</summary>
    public async Task AbandonAsync()
    {
        _running = false;
        await _abort.CancelAsync();
        await _stopping.CancelAsync();
        await _activities.StopAsync();
    }

    public void Dispose()
    {
        _abort.Dispose();
        _stopping.Dispose();
    }

    private static async Task SettleAsync(ICollection<Task> tasks, CancellationToken enough)
    {
        try
        {
            await Task.WhenAll(tasks).WaitAsync(enough);
        }
        catch (OperationCanceledException)
        {
            // Out of patience: it runs again after the next start.
        }
    }

    private void Tell(string instanceId, InstanceMessage message)
    {
        if (_runners.TryGetValue(instanceId, out var runner))
            runner.Post(message);
        else
            Launch(instanceId);
    }

    private async Task RunAsync(string instanceId, InstanceRunner runner, CancellationToken abort)
    {
        try
        {
            await runner.RunAsync(abort);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            // The host ends, or another one goes on with it.
        }
        catch (Exception exception)
        {
            _logger.InstanceStuck(exception, instanceId, StuckDelay);
            Track(LaunchLaterAsync(instanceId), _loops);
        }
        finally
        {
            _runners.TryRemove(new(instanceId, runner));
            runner.Dispose();
        }
    }

    /// <summary>Takes up an instance again that could not go on: what stood in its way, a permission perhaps, may have been mended.</summary>
    private async Task LaunchLaterAsync(string instanceId)
    {
        try
        {
            await Task.Delay(StuckDelay, _time, _stopping.Token);
            if (!Runs(instanceId))
                Launch(instanceId);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next one takes it up.
        }
    }

    /// <summary>A sub-orchestration is an instance of its own that names its parent, so a second call finds the first one's.</summary>
    private async Task<HistoryEvent?> RunChildAsync(InstanceState parent, OrchestrationAction action, CancellationToken cancellation)
    {
        var task = new ParentTask(parent.Name, parent.InstanceId, parent.Generation, action.Id);
        try
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
            var child = await StartChildAsync(task, action, ending.Token);
            if (child is null)
            {
                var exists = new InvalidOperationException($"An instance with the id '{action.Target}' is running already.");
                return HistoryEvent.Failed(action.Id, FailureRecord.From(exists));
            }

            var ended = await _watch.UntilAsync(action.Target!, state => state.IsFinished || state.Parent != task, ending.Token);
            return ended switch
            {
                { Status: OrchestrationRuntimeStatus.Completed } => HistoryEvent.Completed(action.Id, ended.Output),
                { Status: OrchestrationRuntimeStatus.Failed, Failure: { } failure } => HistoryEvent.Failed(action.Id, failure),
                _ => HistoryEvent.Failed(action.Id, FailureRecord.From(
                    new InvalidOperationException($"The sub-orchestration '{action.Target}' was terminated or purged."))),
            };
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<InstanceState?> StartChildAsync(ParentTask task, OrchestrationAction action, CancellationToken cancellation)
    {
        var existing = await _store.FindAsync(action.Target!, cancellation);
        if (existing?.Parent == task)
        {
            if (!existing.IsFinished && !Runs(existing.InstanceId))
                Launch(existing.InstanceId);
            return existing;
        }

        if (existing is { IsFinished: false })
            return null;
        var now = _time.GetUtcNow();
        var child = new InstanceState
        {
            InstanceId = action.Target!,
            Name = action.Name!,
            Status = OrchestrationRuntimeStatus.Pending,
            Generation = (existing?.Generation ?? -1) + 1,
            WriteId = Guid.NewGuid().ToString("N"),
            CreatedAt = now,
            UpdatedAt = now,
            Input = action.Data,
            Parent = task,
        };
        var created = await _store.TryCreateAsync(child, existing, cancellation);
        if (created is not null)
            Launch(created.InstanceId);
        return created;
    }

    private void Track(Task work, ConcurrentDictionary<Task, byte> among)
    {
        among.TryAdd(work, 0);
        work.ContinueWith(
            ended =>
            {
                among.TryRemove(ended, out _);
                if (ended.Exception is { } exception && !_abort.IsCancellationRequested)
                    _logger.BackgroundWorkFailed(exception.InnerException ?? exception);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}
