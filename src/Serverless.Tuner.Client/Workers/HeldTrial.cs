namespace Serverless.Tuner.Client;

/// <summary>The calls about a trial that a worker has, and whether it has it still.</summary>
internal sealed class HeldTrial : IDisposable
{
    private readonly TunerClient _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _over;
    private long _lastCall;
    private EndedTrial? _ended;

    public HeldTrial(TunerClient client, string study, SuggestedTrialView given, TimeProvider time, CancellationToken stopped)
    {
        (_client, Study, Given, _time) = (client, study, given, time);
        _over = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        Over = _over.Token;
        _lastCall = time.GetTimestamp();
    }

    public string Study { get; }

    public SuggestedTrialView Given { get; }

    /// <summary>How it ended without its worker; null while it has not.</summary>
    public EndedTrial? Ended => Volatile.Read(ref _ended);

    /// <summary>Fires when it has ended, or its worker is to.</summary>
    public CancellationToken Over { get; }

    public TimeSpan SinceLastCall => _time.GetElapsedTime(Interlocked.Read(ref _lastCall));

    public void Dispose() => _over.Dispose();

    /// <summary>A heartbeat. What cannot be sent is left to the next one: the server, not this clock, decides when a lease has run
    /// out.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GoOnAsync(client => client.HeartbeatAsync(
                Study, Given.Number, new HeartbeatRequest(Given.Lease), cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or TunerApiException)
        {
            Interlocked.Exchange(ref _lastCall, _time.GetTimestamp());
        }
    }

    /// <summary>Makes a call whose answer says whether the trial goes on.</summary>
    public async Task<bool> GoOnAsync(Func<TunerClient, Task<GoOnView>> call)
    {
        if (Ended is not null) return false;
        var answer = await CallAsync(call);
        if (answer is { Prune: true }) End(new EndedTrial(Given.Number, TrialState.Pruned, answer.Reason));
        return Ended is null;
    }

    /// <summary>Makes a call; null when the trial is no longer this worker's, or there is none any more.</summary>
    public async Task<T?> CallAsync<T>(Func<TunerClient, Task<T>> call)
        where T : class
    {
        try
        {
            var answer = await call(_client);
            Interlocked.Exchange(ref _lastCall, _time.GetTimestamp());
            return answer;
        }
        catch (TunerApiException e) when (IsLost(e))
        {
            End(new EndedTrial(Given.Number, State: null, e.Message));
            return null;
        }
        catch (OperationCanceledException) when (Ended is not null)
        {
            return null;
        }
    }

    /// <summary>It has ended, and what its objective comes to counts no more.</summary>
    public void End(EndedTrial ended)
    {
        if (Interlocked.CompareExchange(ref _ended, ended, null) is not null) return;
        // On the pool: what the objective does then is not to hold up the call that brought the news.
        _ = _over.CancelAsync();
    }

    private static bool IsLost(TunerApiException e) =>
        e.Problem.Type is { } type
        && (type == ProblemKind.LeaseLost.Type || type == ProblemKind.NoSuchStudy.Type || type == ProblemKind.NoSuchTrial.Type);
}
