using System.Collections.Concurrent;
using Serverless.Tuner.Evaluation.Remote;
using Serverless.Tuner.Functions.Timers;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>
/// Sends studies that ask for it to the MLflow server: what has ended since the last time, beside a study's advances, and again by the
/// sweep until all is there. It never keeps a study waiting: a server that fails is left alone for a while, by all studies of this process.
/// </summary>
public sealed class MlflowSender(
    StudyStore store, MlflowRows rows, ArtifactStore artifacts, MlflowServer server, CallbackUrls urls, TimeProvider time,
    ILogger<MlflowSender> logger)
{
    /// <summary>How long a study that has ended is tried to be sent.</summary>
    internal static readonly TimeSpan Lifetime = Notices.Lifetime;

    private const int MostDoublings = 6;
    private const int LongestError = 500;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(15);

    /// <summary>So long after a pass has begun beside a study's advances the next one may begin: one for each trial would cost more than
    /// the trials.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<StudyName, DateTimeOffset> _begun = new();
    private long _quietUntil;

    /// <summary>Whether a study that advances has something sent: that was not done just now, and the server has not just failed; or the
    /// study has ended.</summary>
    internal bool Sends(Study study)
    {
        if (study.Spec.Mlflow is null) return false;
        if (study.State == StudyState.Ended)
        {
            _begun.TryRemove(study.Name, out _);
            return true;
        }

        var now = time.GetUtcNow();
        if (now.UtcTicks < Interlocked.Read(ref _quietUntil)) return false;
        if (_begun.TryGetValue(study.Name, out var last) && now - last < s_pause) return false;
        _begun[study.Name] = now;
        return true;
    }

    /// <summary>Sends what the server does not have of a study.</summary>
    /// <param name="name">The study.</param>
    /// <param name="patience">How long the pass may begin new things.</param>
    /// <param name="isLast">Whether to try also while the server is left alone: the study has just ended.</param>
    /// <param name="cancellationToken">Gives up; what was sent is known.</param>
    /// <returns>When to come again; null when the study's next advance, or nothing, is to bring that about.</returns>
    internal async Task<DateTimeOffset?> SendDueAsync(
        StudyName name, TimeSpan patience, bool isLast, CancellationToken cancellationToken)
    {
        // Of many studies that are looked after one by one, only the first waits for a server that does not answer.
        var quiet = new DateTimeOffset(Interlocked.Read(ref _quietUntil), TimeSpan.Zero);
        if (!isLast && quiet > time.GetUtcNow()) return quiet;
        if (await store.ReadAsync(name, cancellationToken) is not { Spec.Mlflow: not null } study) return null;
        var state = (await rows.FindAsync(study, cancellationToken))?.State;
        if (state?.IsDone(study) == true)
        {
            await store.Index.MlflowIsDoneAsync(name, cancellationToken);
            return null;
        }

        if (!isLast && state?.DueAt > time.GetUtcNow()) return state.DueAt;
        using var hold = await rows.TakeAsync(study, cancellationToken);
        if (hold is null) return time.GetUtcNow() + DueTimer.Soon;
        try
        {
            return await HoldingAsync(study, hold, patience, cancellationToken);
        }
        catch (MlflowHoldLostException)
        {
            return time.GetUtcNow() + DueTimer.Soon;
        }
    }

    private async Task<DateTimeOffset?> HoldingAsync(
        Study study, MlflowHold hold, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var over = new CancellationTokenSource();
        var keeping = hold.KeepAsync(lost.Cancel, over.Token);
        try
        {
            var isAll = await SendAsync(study, hold, time.GetUtcNow() + patience, lost.Token);
            Interlocked.Exchange(ref _quietUntil, 0);
            await hold.SaveAsync(state => state with { Failures = 0, FailingSince = null, DueAt = null }, [], cancellationToken);
            return isAll ? null : time.GetUtcNow() + DueTimer.Soon;
        }
        catch (MlflowException e)
        {
            return await FailedAsync(study, hold, e.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new MlflowHoldLostException();
        }
        finally
        {
            await over.CancelAsync();
            await keeping;
            await hold.ReleaseAsync(CancellationToken.None);
            if (hold.State.IsDone(study)) await store.Index.MlflowIsDoneAsync(study.Name, cancellationToken);
        }
    }

    private async Task<bool> SendAsync(Study study, MlflowHold hold, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var content = new MlflowContent(study, urls.Root);
        var parent = new MlflowParent(server, rows, store, content, hold, study);
        var pass = new MlflowPass(server, rows, store, new MlflowFiles(server, artifacts, study), content, hold, study, time, until);
        await parent.EnsureAsync(cancellationToken);
        await pass.BeginAgainAsync(cancellationToken);
        if (!await pass.SendAsync(cancellationToken)) return false;
        await parent.MarkBestAsync(cancellationToken);
        await parent.FinishAsync(cancellationToken);
        return true;
    }

    /// <summary>The server does not answer as it should: it is left alone for longer and longer, and given up a day after the study has
    /// ended.</summary>
    private async Task<DateTimeOffset?> FailedAsync(Study study, MlflowHold hold, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = now + (s_firstWait * (1 << Math.Min(hold.State.Failures, MostDoublings)));
        Interlocked.Exchange(ref _quietUntil, Math.Max(Interlocked.Read(ref _quietUntil), (now + s_firstWait).UtcTicks));
        var since = hold.State.FailingSince ?? now;
        var isGivenUp = study.State == StudyState.Ended && now - since >= Lifetime && now - study.EndedAt >= Lifetime;
        await hold.SaveAsync(
            state => state with
            {
                Failures = state.Failures + 1,
                FailingSince = since,
                DueAt = isGivenUp ? null : due,
                Error = Excerpt.Start(reason, LongestError),
                ErrorAt = now,
                FinishedRun = isGivenUp ? study.Run : state.FinishedRun,
            },
            [], cancellationToken);
        if (isGivenUp) Logs.MlflowGivenUp(logger, study.Name, reason);
        else if (hold.State.Failures == 1) Logs.MlflowFailed(logger, study.Name, reason);
        return isGivenUp ? null : due;
    }
}
