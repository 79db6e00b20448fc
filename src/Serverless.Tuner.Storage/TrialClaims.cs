using System.Collections.Concurrent;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Claims trials for evaluations: only the evaluation that holds the claim writes to the trial's row. A claim is taken over when its
/// evaluation is over or its host is known to have ended, and from another host when that has not written for <see cref="LossAfter"/>.
/// </summary>
public sealed class TrialClaims(StudyStore store, TunerTables tables, TimeProvider time, HostStart start)
{
    /// <summary>How often a worker writes a sign of life. A lost worker is charged for no more than this after its last one.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>A worker without a sign of life for so long is taken for lost.</summary>
    internal static readonly TimeSpan LossAfter = TimeSpan.FromSeconds(60);

    /// <summary>The shortest wait before an evaluation looks again at a trial that
    /// another one holds; the wait grows with the time that attempt has run.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private readonly LiveClaims _live = new();

    // Clocks of machines differ, and can be changed: a row that has not been
    // written to for so long by this host's own clock is lost in any case.
    private readonly ConcurrentDictionary<(StudyName Study, int Number), (ETag Version, long SeenAt)> _signs = new();

    /// <summary>Claims a trial and starts its next attempt.</summary>
    /// <param name="name">The study.</param>
    /// <param name="run">The run of the orchestration that wants it evaluated.</param>
    /// <param name="number">The trial.</param>
    /// <param name="claim">A unique identifier of this evaluation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<ClaimResult> ClaimAsync(StudyName name, string run, int number, string claim, CancellationToken cancellationToken)
    {
        ClaimResult? result = null;
        _live.Add(claim);
        try
        {
            return result = await TryClaimAsync(name, run, number, claim, cancellationToken);
        }
        finally
        {
            if (result?.Lease is null) _live.Remove(claim);
            if (result?.RetryAfter is null) _signs.TryRemove((name, number), out _);
        }
    }

    /// <summary>Numbers of open trials whose worker is not in this process
    /// and has shown no sign of life for <see cref="LossAfter"/>.</summary>
    public async Task<IReadOnlyList<int>> FindLostAsync(StudyName name, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(name, cancellationToken) is not { Open: { Count: > 0 } open }) return [];
        var silent = await store.Reader.FindSilentAsync(
            name, open[0].Number, open[^1].Number, time.GetUtcNow() - LossAfter, cancellationToken);
        return [.. silent.Where(t => !_live.Contains(t.Claim)).Select(t => t.Number).Intersect(open.Select(o => o.Number))];
    }

    private async Task<ClaimResult> TryClaimAsync(StudyName name, string run, int number, string claim, CancellationToken cancellationToken)
    {
        var wish = new Wish(name, claim, store.Cache.Get(name), await tables.StudiesAsync(cancellationToken));
        if (await FindOpenAsync(name, run, number, cancellationToken) is not { } study)
            return new ClaimResult(null, await EndedAsync(name, number, cancellationToken));

        var (row, isFresh) = (wish.Warm.FindTrial(number), false);
        for (var tries = 0; ; tries++)
        {
            if (row is null) (row, isFresh) = (await store.Reader.ReadTrialAsync(name, number, cancellationToken), true);
            if (row is not var (trial, etag)) return new ClaimResult(null, null);
            wish.Warm.SetTrial(trial, etag);
            if (NotToBeClaimed(trial) is { } why) return why;

            // An earlier try has claimed it; its answer was lost.
            if (trial.Claim == claim) return new ClaimResult(Lease(wish, study, trial, etag), null);
            if (trial.State == TrialState.Running)
            {
                if (!isFresh && !_live.Contains(trial.Claim))
                {
                    row = null; // Another host may have written to it since it was read here.
                    continue;
                }

                if (WaitFor(name, trial, etag) is { } wait) return new ClaimResult(null, null, wait);

                // Its worker was lost, and may have had more money set aside than this process knows of.
                if (await store.FindAsync(name, cancellationToken) is not { } now || !IsOpen(now, run, number))
                    return new ClaimResult(null, await EndedAsync(name, number, cancellationToken));
                study = now;
            }

            if (await TryTakeAsync(wish, study, trial, etag, isLastTry: tries == Conflict.MaxTries, cancellationToken) is { } result)
                return result;
            row = null;
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    private ClaimResult? NotToBeClaimed(Trial trial)
    {
        if (trial.HasEnded) return new ClaimResult(null, trial);
        return trial.IsElsewhere || trial.Callback?.RetryAt > time.GetUtcNow() ? new ClaimResult(null, null) { IsElsewhere = true } : null;
    }

    /// <returns>What came of it; null when another writer has changed the row.</returns>
    private async Task<ClaimResult?> TryTakeAsync(
        Wish wish, Study study, Trial trial, ETag etag, bool isLastTry, CancellationToken cancellationToken)
    {
        var next = Begin(study, trial, wish.Claim);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // Not the caller's token: a claim that was written although its caller no longer waited would count as a lost worker.
            var response = await wish.Table.UpdateEntityAsync(
                TrialRow.ToEntity(wish.Study, next), etag, TableUpdateMode.Replace, CancellationToken.None);
            var version = response.Headers.ETag!.Value;
            if (!next.HasEnded) return new ClaimResult(Lease(wish, study, next, version), null);
            wish.Warm.SetTrial(next, version);
            return new ClaimResult(null, next);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // The study is gone; one that was created since under its name has another run.
            return new ClaimResult(null, null);
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e) && !isLastTry)
        {
            return null;
        }
    }

    private TrialLease Lease(Wish wish, Study study, Trial trial, ETag etag) =>
        new(store, wish.Table, time, wish.Warm, study, wish.Claim, _live, trial, etag);

    /// <summary>The lease of a worker that still has its trial: also where another process has given it the trial.</summary>
    /// <param name="name">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="claim">The worker's lease.</param>
    /// <param name="isFresh">Whether the row is to be read, though this process has an idea of it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The lease, or null and the trial as it is; both null when there is no such trial.</returns>
    public async Task<(TrialLease? Lease, Trial? Trial)> ReopenAsync(
        StudyName name, int number, string claim, bool isFresh, CancellationToken cancellationToken)
    {
        var warm = store.Cache.Get(name);
        if (isFresh || warm.FindTrial(number) is not var (trial, etag) || !IsHeld(trial))
        {
            if (await store.Reader.ReadTrialAsync(name, number, cancellationToken) is not var (read, version)) return default;
            warm.SetTrial(read, version);
            (trial, etag) = (read, version);
        }

        if (!IsHeld(trial)) return (null, trial);
        var study = await store.FindWarmAsync(name, cancellationToken);
        if (study?.Open.Any(o => o.Number == number) != true) study = await store.FindAsync(name, cancellationToken);
        // Its study is gone, or has counted it as ended: its row says how.
        if (study?.Open.Any(o => o.Number == number) != true)
            return await store.Reader.ReadTrialAsync(name, number, cancellationToken) is var (ended, _) ? (null, ended) : default;
        var lease = new TrialLease(
            store, await tables.StudiesAsync(cancellationToken), time, warm, study, claim, _live, trial, etag);
        if (trial.LastStep is not null) await lease.CatchUpAsync(cancellationToken);
        return (lease, trial);

        bool IsHeld(Trial row) => row is { State: TrialState.Running, LeaseSeconds: not null } && row.Claim == claim;
    }

    /// <summary>When to look again at a trial that another evaluation holds;
    /// null when that is lost, and the trial can be taken over.</summary>
    private TimeSpan? WaitFor(StudyName study, Trial trial, ETag version)
    {
        var left = LossAfter;
        if (!_live.Contains(trial.Claim))
        {
            // An evaluation of this process that has ended could not record its end.
            if (trial.Host == start.Name || start.IsKnownDead(trial.Host)) return null;
            left = TimeUntilLoss(study, trial, version);
            if (left < TimeSpan.Zero) return null;
        }

        var ran = time.GetUtcNow() - (trial.StartedAt ?? default);
        if (ran < left) left = ran;
        return left > ShortestWait ? left : ShortestWait;
    }

    private TimeSpan TimeUntilLoss(StudyName study, Trial trial, ETag version)
    {
        var seen = (Version: version, SeenAt: time.GetTimestamp());
        seen = _signs.AddOrUpdate((study, trial.Number), seen, (_, before) => before.Version == version ? before : seen);
        var byItsClock = (trial.HeartbeatAt ?? default) + LossAfter - time.GetUtcNow();
        var byOurs = LossAfter - time.GetElapsedTime(seen.SeenAt);
        return byItsClock < byOurs ? byItsClock : byOurs;
    }

    /// <summary>The study if it is still of this run and has not been told of the trial.</summary>
    private async Task<Study?> FindOpenAsync(StudyName name, string run, int number, CancellationToken cancellationToken)
    {
        var study = await store.FindWarmAsync(name, cancellationToken);
        if (!IsOpen(study, run, number)) study = await store.FindAsync(name, cancellationToken);
        return IsOpen(study, run, number) ? study : null;
    }

    private static bool IsOpen(Study? study, string run, int number) => study?.Run == run && study.Open.Any(o => o.Number == number);

    private async Task<Trial?> EndedAsync(StudyName name, int number, CancellationToken cancellationToken) =>
        await store.Reader.ReadTrialAsync(name, number, cancellationToken) is ({ HasEnded: true } trial, _) ? trial : null;

    /// <summary>The trial with its next attempt begun; when its last worker was lost, that attempt is charged first.</summary>
    private Trial Begin(Study study, Trial trial, string claim)
    {
        var now = time.GetUtcNow();
        if (trial.State == TrialState.Running)
            trial = Attempts.Lose(study, trial, (trial.HeartbeatAt ?? DateTimeOffset.MinValue) + HeartbeatInterval, now);
        return trial.HasEnded ? trial : Attempts.Begin(trial, claim, now) with { Host = start.Name };
    }

    /// <summary>What a trial is claimed for, and with.</summary>
    private sealed record Wish(StudyName Study, string Claim, WarmStudy Warm, TableClient Table);
}
