using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Advances a study: tells the sampler what has ended and suggests what to start, in one entity-group transaction that is guarded by the
/// study row's ETag. Asked again with the same sequence number it answers the recorded plan.
/// </summary>
public sealed class StudyAdvancer(StudyStore store, TunerTables tables, SamplerCatalog samplers, PrunerCatalog pruners, TimeProvider time)
{
    private readonly AdvanceTransaction _transaction = new(samplers, pruners);

    /// <summary>Advances a study by one step.</summary>
    /// <param name="name">The study.</param>
    /// <param name="run">The run of the orchestration that asks.</param>
    /// <param name="sequence">The number of this advance in its run, from 1.</param>
    /// <param name="running">The trials that the orchestration is evaluating.</param>
    /// <param name="drain">Whether to start nothing.</param>
    /// <param name="cancellationToken">Stops waiting; what was written stays and is answered again.</param>
    /// <returns>The study after it, with what to do next; null when the study
    /// is gone, or another run of its orchestration has taken over.</returns>
    public async Task<AdvanceResult?> AdvanceAsync(
        StudyName name, string run, int sequence, IReadOnlySet<int> running, bool drain, CancellationToken cancellationToken)
    {
        var warm = store.Cache.Get(name);
        var table = await tables.StudiesAsync(cancellationToken);
        await warm.Gate.WaitAsync(cancellationToken);
        try
        {
            return await AdvanceAsync(
                table, warm, name, run, new AdvanceStep { Sequence = sequence, Running = running, Now = time.GetUtcNow(), Drain = drain },
                cancellationToken);
        }
        finally
        {
            warm.Gate.Release();
        }
    }

    private async Task<AdvanceResult?> AdvanceAsync(
        TableClient table, WarmStudy warm, StudyName name, string run, AdvanceStep step, CancellationToken cancellationToken)
    {
        var (fresh, unreadable) = (false, (Exception?)null);
        for (var tries = 0; ; tries++)
        {
            if (!fresh && !CanUse(warm, run, step))
            {
                (var exists, unreadable) = await store.Reader.TryReadAllAsync(warm, name, cancellationToken);
                if (!exists) return null;
                fresh = true;
            }

            var study = warm.Study;
            if (study is null || study.Run != run || step.Sequence < study.Sequence || step.Sequence > study.Sequence + 1) return null;
            if (step.Sequence == study.Sequence)
            {
                // Replayed request: the plan is stored, but the index may not have been updated.
                await store.Index.WriteAsync(study, study.LastPlan!.Ended is null ? study.State : null, cancellationToken);
                return new AdvanceResult(study, []);
            }

            using var trace = AdvanceTrace.Begin(study);
            var (result, rows, raises) = await ComputeAsync(warm, study, step, unreadable, cancellationToken);
            var commit = await AdvanceTransaction.CommitAsync(table, warm, result, rows, [], time, cancellationToken);
            AdvanceTrace.End(trace, commit, result, warm);
            switch (commit)
            {
                case AdvanceCommit.Gone: return null;
                case AdvanceCommit.Written:
                    await store.Index.WriteAsync(result.Study, study.State, cancellationToken);
                    return result with { Wakes = await store.Money.TrySettleAsync(result.Study, raises, cancellationToken) };
            }

            if (tries >= Conflict.MaxTries)
                throw new InvalidOperationException($"Study '{name}' is being changed by other writers all the time.");
            fresh = false;
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    /// <summary>The advance, with the money of the study's group for it.</summary>
    private async Task<(AdvanceResult Result, TableEntity[] Rows, long Raises)> ComputeAsync(
        WarmStudy warm, Study study, AdvanceStep step, Exception? unreadable, CancellationToken cancellationToken)
    {
        var watch = SuggestTrace.Of(study, time);
        for (var offers = 0; ; offers++)
        {
            var offer = await store.Money.OfferAsync(study, offers, cancellationToken);
            var asked = step with { Now = time.GetUtcNow(), Group = offer, Suggesting = watch };
            var (result, rows) = _transaction.Compute(warm, study, warm.Trials(), asked, unreadable, giveOut: null);
            if (await store.Money.CoverAsync(study, result.Study, offer, cancellationToken) is { } cover)
                return (result with { Study = cover.Study }, rows, cover.Raises);
        }
    }

    /// <summary>Whether what this process knows is enough: the step before,
    /// each trial, and how those ended that are not being evaluated.</summary>
    private static bool CanUse(WarmStudy warm, string run, AdvanceStep step) =>
        warm is { IsStale: false, Study: { } study }
        && study.Run == run
        && study.Sequence == step.Sequence - 1
        && (study.WarmStart is not { HasTrials: true } || warm.Prior is not null)
        && warm.KnowsTrials(study.NextNumber, mayRun: study.Open.Select(o => o.Number).Where(step.Running.Contains).ToHashSet());
}
