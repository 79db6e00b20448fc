using System.Runtime.CompilerServices;
using Serverless.Tuner.Cli.Servers;
using Serverless.Tuner.Client;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>Follows a study until it has ended, across restarts of its server.</summary>
/// <param name="server">The server.</param>
/// <param name="study">The study's name.</param>
/// <param name="clock">For its pace.</param>
/// <param name="readsReports">Whether trials that run have what they reported so far.</param>
internal sealed class StudyWatcher(StudyServer server, string study, TimeProvider clock, bool readsReports = false)
{
    /// <summary>Of a server that answers on this machine nothing is saved by asking less: a study of seconds is shown as it goes on.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>A server that advises more than this is listened to.</summary>
    private static readonly TimeSpan LocalAdvice = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    private const int NotFound = 404;

    private readonly StudyFeed _feed = new(server, study, readsReports, clock);
    private readonly Pace _pace = new();
    private readonly ReportCheck _reports = new();
    private TimeSpan _interval = Interval;

    /// <summary>Snapshots, twice a second or as often as the server advises, up to and including the one in which the study has
    /// ended.</summary>
    /// <exception cref="TunerApiException">There is no such study.</exception>
    public async IAsyncEnumerable<StudySnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StudySnapshot? last = null;
        var lastAnswer = clock.GetTimestamp();
        while (last is null || last.Silence is not null || last.Study.State != StudyState.Ended)
        {
            if (last is not null) await Task.Delay(_interval, clock, cancellationToken);
            if (await TryReadAsync(isFirst: last is null, cancellationToken) is { } snapshot)
            {
                lastAnswer = clock.GetTimestamp();
                yield return last = snapshot;
            }
            else if (clock.GetElapsedTime(lastAnswer) > Patience || last is null)
            {
                throw new CliException(
                    $"The server at {server.Client.Server} does not answer any more. The study is kept: "
                        + $"`{Installation.Command} serve` goes on with it.",
                    ExitCode.NoServer);
            }
            else
            {
                yield return last = last with { Silence = server.Silence, IsFirst = false, JustEnded = [] };
                await server.TurnAsync(cancellationToken);
            }
        }
    }

    private async Task<StudySnapshot?> TryReadAsync(bool isFirst, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        try
        {
            var (view, justEnded, running, advice) = await _feed.ReadAsync(patience.Token);
            _interval = advice > LocalAdvice ? advice : Interval;
            _pace.Add(justEnded, view.Spec);
            _reports.Add(justEnded);
            return new StudySnapshot(
                view, justEnded, running, clock.GetUtcNow(), _pace.Left(view), _reports.Remark(view.Spec), isFirst);
        }
        catch (TunerApiException e) when (e.Status == NotFound && !isFirst)
        {
            throw new CliException($"Study {study} was deleted.", ExitCode.NoCompleteTrial);
        }
        catch (Exception e) when (IsPassing(e) && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // A server that starts, or whose storage does, is worth waiting for; one that rejects the request is not.
    private static bool IsPassing(Exception e) =>
        e is HttpRequestException or OperationCanceledException or IOException or TunerApiException { Status: >= 500 or 429 };
}
