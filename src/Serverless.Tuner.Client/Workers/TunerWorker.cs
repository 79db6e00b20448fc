using System.Runtime.ExceptionServices;

namespace Serverless.Tuner.Client;

/// <summary>
/// Evaluates trials of a study whose workers ask for them: asks, keeps leases alive while the objective runs, tells what came of it, until
/// the study gives out no more. Any number of workers work on one study, on any machines.
/// </summary>
/// <remarks>
/// The objective runs on the thread pool. What it throws fails the attempt. When the worker is cancelled, a trial that is not told by then
/// goes to another worker once its lease has run out.
/// </remarks>
public sealed class TunerWorker
{
    private static readonly TimeSpan s_waitWithoutAdvice = TimeSpan.FromSeconds(1);

    private readonly TunerClient _client;
    private readonly string _study;
    private readonly Func<WorkerTrial, Task<TrialResult>> _objective;
    private readonly TunerWorkerOptions _options;
    private readonly DeclaredSpace _declared = new();
    private readonly Lock _lock = new();
    private WorkerSummary _summary = new(0, 0, 0, 0);
    private int _taken;

    /// <summary>A worker that has not begun yet.</summary>
    /// <param name="client">The server; <see cref="TunerClient.Connect"/> gives one that waits for a server which is away.</param>
    /// <param name="study">The study.</param>
    /// <param name="objective">Evaluates a trial.</param>
    /// <param name="options">How it works; the defaults when null.</param>
    public TunerWorker(
        TunerClient client, string study, Func<WorkerTrial, Task<TrialResult>> objective, TunerWorkerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(study);
        ArgumentNullException.ThrowIfNull(objective);
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.Concurrency, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxTrials ?? 0, nameof(options));
        (_client, _study, _objective) = (client, study, objective);
    }

    /// <summary>Works until the study gives out no more trials, or this worker has had as many as it takes.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it has done.</returns>
    /// <exception cref="TunerApiException">The server refuses to give it trials.</exception>
    /// <exception cref="HttpRequestException">The server does not answer.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<WorkerSummary> RunAsync(CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? first = null;
        await Task.WhenAll(Enumerable.Range(0, _options.Concurrency).Select(_ => Task.Run(async () =>
        {
            try
            {
                await WorkAsync(stop.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(e), null);
                await stop.CancelAsync();
            }
        }, CancellationToken.None)));
        first?.Throw();
        lock (_lock) return _summary;
    }

    private async Task WorkAsync(CancellationToken stopped)
    {
        while (_options.MaxTrials is not { } most || Interlocked.Increment(ref _taken) <= most)
        {
            if (await AskAsync(stopped) is not { } given) return;
            var ended = await EvaluateAsync(given, stopped);
            lock (_lock) _summary = _summary.With(ended.State);
            _options.OnEnded?.Invoke(ended);
        }
    }

    /// <summary>The next trial; null when the study gives out no more.</summary>
    private async Task<SuggestedTrialView?> AskAsync(CancellationToken stopped)
    {
        var request = new SuggestRequest { Worker = _options.Name, LeaseSeconds = (int)_options.Lease.TotalSeconds };
        while (true)
        {
            stopped.ThrowIfCancellationRequested();
            var (answer, wait) = await _client.AskAsync(_study, request, stopped);
            if (answer.Trials is [var trial, ..]) return trial;
            if (answer.Done) return null;
            await Task.Delay(wait ?? s_waitWithoutAdvice, _options.Time, stopped);
        }
    }

    private async Task<EndedTrial> EvaluateAsync(SuggestedTrialView given, CancellationToken stopped)
    {
        using var held = new HeldTrial(_client, _study, given, _options.Time, stopped);
        await using var alive = new LeaseKeeper(held, _options.Lease, _options.Time);
        var trial = new WorkerTrial(held, _declared);
        var result = await RunObjectiveAsync(trial, stopped);
        if (held.Ended is { } ended) return ended;
        using var farewell = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _options.Time);
        await using var leave = stopped.Register(() => farewell.CancelAfter(_options.Farewell));
        return await TellAsync(trial, result, farewell.Token);
    }

    private async Task<TrialResult> RunObjectiveAsync(WorkerTrial trial, CancellationToken stopped)
    {
        try
        {
            return await _objective(trial) ?? TrialResult.Failed("The objective returned null.", isFinal: true);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            return TrialResult.Failed($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task<EndedTrial> TellAsync(WorkerTrial trial, TrialResult result, CancellationToken cancellationToken)
    {
        try
        {
            return await trial.TellAsync(result, cancellationToken);
        }
        catch (TunerApiException e) when (e.Status is 400 or 413 or 422 && result.Reason is null)
        {
            // The trial goes on after what cannot be used; nobody would end it.
            return await trial.TellAsync(TrialResult.Failed(e.Message, isFinal: true), cancellationToken);
        }
    }
}
