using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Storage;

/// <summary>
/// Advances a study: tells the sampler what has ended and suggests what to start, in one entity-group transaction that is guarded by the
/// study row's ETag. Asked again with the same sequence number it answers the recorded plan.
/// </summary>
public sealed class StudyAdvancer(StudyStore store, TunerTables tables, SamplerCatalog samplers, PrunerCatalog pruners, TimeProvider time)
{
    /// <summary>A transaction takes 100 entities, one of which is the study row, and 4 MiB.</summary>
    private const int MaxNewTrials = 99;

    /// <summary>So many parameters in all may be in the new trials of a transaction; at 50 bytes each far below 4 MiB.</summary>
    private const int MaxNewParameters = 40_000;

    /// <summary>What the new trials of a transaction may take of its 4 MiB; the study row has the rest.</summary>
    private const long MaxNewBytes = 2_500_000;

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
                (var exists, unreadable) = await TryReadAsync(warm, name, cancellationToken);
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

            var now = time.GetUtcNow();
            var (result, rows) = Compute(warm, step with { Now = now }, unreadable);
            result = result with { Study = Notices.Added(study, result.Study, now) };
            switch (await CommitAsync(table, warm, result, rows, cancellationToken))
            {
                case Commit.Gone: return null;
                case Commit.Written:
                    await store.Index.WriteAsync(result.Study, study.State, cancellationToken);
                    return result;
            }

            if (tries >= Conflict.MaxTries)
                throw new InvalidOperationException($"Study '{name}' is being changed by other writers all the time.");
            fresh = false;
            await Conflict.WaitAsync(tries, time, cancellationToken);
        }
    }

    /// <summary>Whether what this process knows is enough: the step before,
    /// each trial, and how those ended that are not being evaluated.</summary>
    private static bool CanUse(WarmStudy warm, string run, AdvanceStep step) =>
        warm is { IsStale: false, Study: { } study }
        && study.Run == run
        && study.Sequence == step.Sequence - 1
        && warm.KnowsTrials(study.NextNumber, mayRun: study.Open.Select(o => o.Number).Where(step.Running.Contains).ToHashSet());

    /// <summary>Reads the study with its trials; a trial that cannot be read is no reason not to have read the study.</summary>
    private async Task<(bool Exists, Exception? Unreadable)> TryReadAsync(
        WarmStudy warm, StudyName name, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.Reader.ReadAllAsync(warm, name, cancellationToken), null);
        }
        catch (UnreadableRowException e) when (e.Trial is not null)
        {
            return (true, e);
        }
    }

    /// <summary>The advance, or the end of the study when it cannot be made: nothing
    /// here depends on the storage, so that asked again it would fail again.</summary>
    private (AdvanceResult Result, TableEntity[] NewRows) Compute(WarmStudy warm, AdvanceStep step, Exception? unreadable)
    {
        var (study, trials) = (warm.Study!, warm.Trials());
        if (unreadable is not null) return (StudyMachine.Fail(study, trials, step, unreadable), []);
        try
        {
            return Compute(study, trials, step, warm.Model(s => SamplerModel.Of(s, samplers, pruners)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The sampler may have learnt only part of this advance.
            warm.ForgetModel();
            return (StudyMachine.Fail(study, trials, step, e), []);
        }
    }

    /// <summary>The advance with as many new trials as fit into a transaction; long texts among the parameters let fewer fit.</summary>
    private static (AdvanceResult Result, TableEntity[] NewRows) Compute(Study study, Trial[] trials, AdvanceStep step, SamplerModel model)
    {
        var most = Math.Clamp(MaxNewParameters / Math.Max(1, model.History.Space.Parameters.Count), 1, MaxNewTrials);
        while (true)
        {
            var result = StudyMachine.Advance(study, trials, step with { MaxNewTrials = most }, model.Sampler, model.History);
            TableEntity[] rows = [.. result.NewTrials.Select(t => TrialRow.ToEntity(study.Name, t))];
            if (rows.Length <= 1 || rows.Sum(LongText.BytesSent) <= MaxNewBytes) return (result, rows);
            most = rows.Length / 2;
        }
    }

    private enum Commit
    {
        /// <summary>The advance is in the table.</summary>
        Written,

        /// <summary>Another writer has changed the study since it was read.</summary>
        Conflict,

        /// <summary>The study was deleted.</summary>
        Gone,
    }

    private async Task<Commit> CommitAsync(
        TableClient table, WarmStudy warm, AdvanceResult result, TableEntity[] newRows, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, StudyRow.ToEntity(result.Study), warm.ETag)];
        actions.AddRange(newRows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        warm.MarkStale();
        try
        {
            var responses = await Transaction.SubmitAsync(table, actions, time, cancellationToken);
            warm.SetStudy(result.Study, responses[0].Headers.ETag!.Value);
            for (var i = 0; i < result.NewTrials.Count; i++) warm.SetTrial(result.NewTrials[i], responses[i + 1].Headers.ETag!.Value);
            return Commit.Written;
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e))
        {
            return Commit.Conflict;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            warm.Clear();
            return Commit.Gone;
        }
    }
}
