using System.Net;
using System.Net.Sockets;

namespace Serverless.Tuner.Client;

/// <summary>
/// Which requests a <see cref="TunerClient"/> sends again, and for how long. A request that changes something is sent again with the
/// <c>Idempotency-Key</c> that it had, so it counts once however often it arrived.
/// </summary>
public sealed class TunerRetries
{
    private const double LeastOfWait = 0.5;
    private const int TriesBeforeItIsSaid = 3;
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _patience;
    private readonly bool _waitsForServer;
    private readonly TimeProvider _time;
    private volatile bool _hasAnswered;
    private volatile bool _isSaid;

    private TunerRetries(TimeSpan patience, bool waitsForServer, TimeProvider time) =>
        (_patience, _waitsForServer, _time) = (patience, waitsForServer, time);

    private Uri? Server { get; init; }

    private Action<string>? Say { get; init; }

    private TimeSpan? FirstPatience { get; init; }

    /// <summary>Requests with a key whose connection broke before the answer, twice, within a second.</summary>
    public static TunerRetries OfLostAnswers { get; } = new(TimeSpan.FromSeconds(1), waitsForServer: false, TimeProvider.System);

    /// <summary>None.</summary>
    public static TunerRetries Never { get; } = new(TimeSpan.Zero, waitsForServer: false, TimeProvider.System);

    /// <summary>Every request that a server which is away, starts anew, or cannot reach its storage would have answered: what a program
    /// that runs for hours needs.</summary>
    /// <param name="patience">For how long a request is sent again; then the last answer, or failure, is its outcome.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public static TunerRetries For(TimeSpan patience, TimeProvider? time = null) =>
        new(patience, waitsForServer: true, time ?? TimeProvider.System);

    /// <summary>The same for one client.</summary>
    /// <param name="server">Its server.</param>
    /// <param name="say">Is told when the server is waited for.</param>
    /// <param name="firstPatience">For how long a request is sent again to an address where nobody listens, until the server has answered
    /// once; null when that is no other case.</param>
    internal TunerRetries Of(Uri server, Action<string> say, TimeSpan? firstPatience) =>
        new(_patience, _waitsForServer, _time) { Server = server, Say = say, FirstPatience = firstPatience };

    /// <summary>Sends a request until it has an answer that stays.</summary>
    /// <param name="send">Sends it, a new message each time.</param>
    /// <param name="hasKey">Whether it carries an <c>Idempotency-Key</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<(HttpResponseMessage Response, int Tries)> RunAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> send, bool hasKey, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var (wait, patience, reason) = (WaitAfter(tries), _patience, "");
            try
            {
                var response = await send(cancellationToken);
                _hasAnswered = true;
                if (response.StatusCode < HttpStatusCode.InternalServerError) _isSaid = false;
                if (!_waitsForServer || !await IsPassingAsync(response, cancellationToken)) return (response, tries);
                wait = AdviceOf(response) ?? wait;
                if (!HasTimeFor(wait, started, patience)) return (response, tries);
                reason = $"{Server} answers {(int)response.StatusCode}";
                response.Dispose();
            }
            catch (Exception e) when (IsPassing(e, hasKey, cancellationToken))
            {
                var isAbsent = FirstPatience is not null && !_hasAnswered && NobodyListens(e);
                if (isAbsent) patience = FirstPatience!.Value;
                reason = $"No answer from {Server}: {e.Message}";
                if (!HasTimeFor(wait, started, patience))
                {
                    if (!isAbsent) throw;
                    throw new HttpRequestException(
                        HttpRequestError.ConnectionError,
                        $"{reason}. Start a server with `tuner serve`, or name one that runs in TUNER_SERVER.", e);
                }
            }

            SayOnce(tries, reason, patience - _time.GetElapsedTime(started));
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    // Clients that lost the same server do not come back all at once.
    private static TimeSpan WaitAfter(int tries)
    {
        var whole = s_firstWait * Math.Pow(2, Math.Min(tries - 1, 10));
        return (whole < s_longestWait ? whole : s_longestWait) * (LeastOfWait + ((1 - LeastOfWait) * Random.Shared.NextDouble()));
    }

    private TimeSpan? AdviceOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - _time.GetUtcNow() is var left && left > TimeSpan.Zero => left,
        _ => null,
    };

    private bool HasTimeFor(TimeSpan wait, long started, TimeSpan patience) => _time.GetElapsedTime(started) + wait <= patience;

    /// <summary>For all requests that wait there is one line, until there is an answer.</summary>
    private void SayOnce(int tries, string reason, TimeSpan left)
    {
        if (tries < TriesBeforeItIsSaid || Say is null || Interlocked.Exchange(ref _isSaid, true)) return;
        Say(FormattableString.Invariant($"{reason}; trying for {left.TotalSeconds:0} s more"));
    }

    private static bool NobodyListens(Exception exception) => exception is HttpRequestException
    {
        InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound },
    };

    private bool IsPassing(Exception exception, bool hasKey, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException e when !_waitsForServer =>
            hasKey && (e.HttpRequestError == HttpRequestError.ResponseEnded || e.InnerException is IOException),
        HttpRequestException => true,
        // The time that HttpClient gives an answer.
        OperationCanceledException { InnerException: TimeoutException } => _waitsForServer && !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private static async Task<bool> IsPassingAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode switch
        {
            HttpStatusCode.NotImplemented => false,
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => true,
            HttpStatusCode.Conflict => await IsBeingAnsweredAsync(response, cancellationToken),
            _ => false,
        };

    /// <summary>The request before, whose answer was lost, is at work still.</summary>
    private static async Task<bool> IsBeingAnsweredAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        return (await ApiResponse.ReadProblemAsync(response, cancellationToken)).Type == ProblemKind.KeyInFlight.Type;
    }
}
