using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Gives the trials of a study to workers that ask for them, and settles what has run out. No orchestration advances such a study:
/// what is asked of it does, and the sweep.
/// </summary>
public sealed class TrialLeasing(
    StudyStore store, TunerTables tables, Allowances allowances, SamplerCatalog samplers, PrunerCatalog pruners, TimeProvider time)
{
    /// <summary>What this process knows of a study is read anew so often: another process may have ended trials of it, which it
    /// writes to their rows alone.</summary>
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    private readonly AdvanceTransaction _transaction = new(samplers, pruners);

    /// <summary>Gives a worker trials, as many as it wants and the study has free.</summary>
    /// <returns>The trials; null when there is no such study. One that is not for workers gives none.</returns>
    public async Task<Suggestions?> SuggestAsync(StudyName name, SuggestRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindWarmAsync(name, cancellationToken) is not { } known) return null;
        if (!known.Spec.IsExternal) return new Suggestions(known, [], null);
        var warm = store.Cache.Get(name);
        var wish = new TrialWish(request);
        warm.Wishes.Add(wish);
        try
        {
            await warm.Gate.WaitAsync(cancellationToken);
            try
            {
                // An advance for another worker may have served this one, too.
                if (!wish.IsServed) await AdvanceAsync(name, warm, warm.Wishes.Unserved(), cancellationToken);
                return warm.Study is { } study ? new Suggestions(study, wish.Granted, RetryAfter(warm, study, wish)) : null;
            }
            finally
            {
                warm.Gate.Release();
            }
        }
        finally
        {
            warm.Wishes.Remove(wish);
        }
    }

    /// <summary>Tells the study what has ended, takes trials back from lost workers, and ends the study where it is over.</summary>
    /// <returns>The study as it then is; null when there is none.</returns>
    public async Task<Study?> SettleAsync(StudyName name, CancellationToken cancellationToken)
    {
        var warm = store.Cache.Get(name);
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            await AdvanceAsync(name, warm, [], cancellationToken);
            return warm.Study;
        }
        finally
        {
            warm.Gate.Release();
        }
    }

    /// <summary>Whether there is something to settle that no worker's request may come for: a time that is over, a worker that was
    /// lost, an outcome that was not told.</summary>
    public async Task<bool> MustSettleAsync(Study study, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return study.StopReason is not null || now >= study.Deadline
            || (study.Open.Count > 0
                && await store.Reader.HasToSettleAsync(study.Name, study.Open[0].Number, study.Open[^1].Number, now, cancellationToken));
    }

    /// <summary>Whether, as far as this process knows, the study ends once it is told what has ended.</summary>
    public bool IsOver(StudyName name) =>
        store.Cache.Get(name) is { Study: { State: StudyState.Running } study } warm
        && (study.StopReason is not null || study.NextNumber >= study.Spec.Trials)
        && study.Open.All(open => warm.FindTrial(open.Number) is ({ HasEnded: true }, _));

    private async Task AdvanceAsync(StudyName name, WarmStudy warm, IReadOnlyList<TrialWish> wishes, CancellationToken cancellationToken)
    {
        var table = await tables.StudiesAsync(cancellationToken);
        Exception? unreadable = null;
        for (var tries = 0; ;)
        {
            if (!IsCurrent(warm)) unreadable = await ReadAsync(name, warm, wishes, cancellationToken);
            if (warm.Study is not { State: StudyState.Running, Spec.IsExternal: true } before) break;
            using var trace = AdvanceTrace.Begin(before);
            var (turn, result, rows, raises) = await ComputeAsync(warm, before, wishes, unreadable, cancellationToken);
            if (turn.Changed.Count == 0 && rows.Length == 0 && IsSame(before, result.Study))
            {
                AdvanceTrace.Drop(trace);
                break;
            }

            var commit = await AdvanceTransaction.CommitAsync(table, warm, result, rows, turn.Changed, time, cancellationToken);
            AdvanceTrace.End(trace, commit, result, warm);
            switch (commit)
            {
                case AdvanceCommit.Gone: return;
                case AdvanceCommit.Conflict when tries > Conflict.MaxTries:
                    throw new InvalidOperationException($"Study '{name}' is being changed by other writers all the time.");
                case AdvanceCommit.Conflict:
                    await Conflict.WaitAsync(tries++, time, cancellationToken);
                    continue;
            }

            await store.Index.WriteAsync(result.Study, before.State, cancellationToken);
            if (result.Study.State == StudyState.Ended) await allowances.TrySettleAsync(result.Study, cancellationToken);
            await store.Money.TrySettleAsync(result.Study, raises, cancellationToken);
            foreach (var trial in turn.Changed.Select(row => row.Trial).Concat(result.NewTrials)) Grant(wishes, trial);
            if (!HasMoreToDo(before, result.Study, turn, wishes)) break;
        }

        foreach (var wish in wishes) wish.IsServed = true;
    }

    /// <summary>The advance, with the money of the study's group for it.</summary>
    private async Task<(LeasingTurn Turn, AdvanceResult Result, TableEntity[] Rows, long Raises)> ComputeAsync(
        WarmStudy warm, Study before, IReadOnlyList<TrialWish> wishes, Exception? unreadable, CancellationToken cancellationToken)
    {
        var watch = SuggestTrace.Of(before, time);
        for (var offers = 0; ; offers++)
        {
            var offer = await store.Money.OfferAsync(before, offers, cancellationToken);
            var turn = new LeasingTurn(before, warm, wishes, time.GetUtcNow(), offer);
            var step = turn.Step with { Suggesting = watch };
            var (result, rows) = _transaction.Compute(warm, turn.Study, turn.Trials, step, unreadable, turn.GiveOut);
            if (await store.Money.CoverAsync(before, result.Study, offer, cancellationToken) is { } cover)
                return (turn, result with { Study = cover.Study }, rows, cover.Raises);
        }
    }

    /// <summary>Reads the study with its trials, and gives the wishes what they were granted before an answer was lost.</summary>
    /// <returns>Why a trial could not be read; null when all could.</returns>
    private async Task<Exception?> ReadAsync(
        StudyName name, WarmStudy warm, IReadOnlyList<TrialWish> wishes, CancellationToken cancellationToken)
    {
        var (exists, unreadable) = await store.Reader.TryReadAllAsync(warm, name, cancellationToken);
        if (!exists) return null;
        warm.ReadAt = time.GetTimestamp();
        foreach (var open in warm.Study!.Open) Grant(wishes, warm.FindTrial(open.Number)?.Trial);
        return unreadable;
    }

    private static bool HasMoreToDo(Study before, Study after, LeasingTurn turn, IReadOnlyList<TrialWish> wishes) =>
        turn.IsCut || (before.StopReason is null && after.StopReason is not null)
        || turn.Changed.Any(row => row.Trial.HasEnded) || wishes.Any(w => w.Missing > 0);

    private static void Grant(IReadOnlyList<TrialWish> wishes, Trial? trial)
    {
        if (trial is not { State: TrialState.Running, LeaseSeconds: not null }) return;
        foreach (var wish in wishes) wish.Take(trial);
    }

    private bool IsCurrent(WarmStudy warm) =>
        warm is { IsStale: false, Study: { } study, ReadAt: { } at }
        && time.GetElapsedTime(at) < ReadInterval
        && warm.KnowsTrials(study.NextNumber, study.Open.Select(o => o.Number).ToHashSet());

    /// <summary>Whether an advance has changed nothing: then it need not be written.</summary>
    private static bool IsSame(Study before, Study after) =>
        after.Open.SequenceEqual(before.Open)
        && after with { Open = before.Open, Sequence = before.Sequence, LastPlan = before.LastPlan } == before;

    /// <summary>When a trial may be free: at once when one has ended, but at the latest when the next one runs out.</summary>
    private TimeSpan? RetryAfter(WarmStudy warm, Study study, TrialWish wish)
    {
        if (wish.Granted.Count > 0 || Suggestions.IsOver(study)) return null;
        var now = time.GetUtcNow();
        var next = study.Open.Select(open => warm.FindTrial(open.Number)?.Trial)
            .Select(trial => trial?.LeaseUntil ?? trial?.NotBefore).Where(at => at > now).Min() - now;
        return TimeSpan.FromTicks(Math.Clamp(next?.Ticks ?? LongestRetry.Ticks, ShortestRetry.Ticks, LongestRetry.Ticks));
    }
}
