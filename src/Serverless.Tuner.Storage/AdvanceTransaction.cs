using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>One step of a study: computed from its rows, and written in one entity-group transaction that is guarded by the study row's
/// ETag.</summary>
internal sealed class AdvanceTransaction(SamplerCatalog samplers, PrunerCatalog pruners)
{
    /// <summary>The most rows beside the study's: a transaction takes 100 entities, and 4 MiB.</summary>
    public const int MaxRows = 99;

    /// <summary>So many parameters in all may be in the new trials of a transaction; at 50 bytes each far below 4 MiB.</summary>
    private const int MaxNewParameters = 40_000;

    /// <summary>What the new trials of a transaction may take of its 4 MiB; the study row and a few changed ones have the rest.</summary>
    private const long MaxNewBytes = 2_000_000;

    /// <summary>The advance, or the end of the study when it cannot be made: nothing
    /// here depends on the storage, so that asked again it would fail again.</summary>
    /// <param name="warm">What is known of the study.</param>
    /// <param name="study">The study as it is to be advanced.</param>
    /// <param name="trials">Its trials.</param>
    /// <param name="step">The advance.</param>
    /// <param name="unreadable">What kept a trial from being read; null when all could be.</param>
    /// <param name="giveOut">Gives the new trials to workers; null where an orchestration starts them.</param>
    public (AdvanceResult Result, TableEntity[] NewRows) Compute(
        WarmStudy warm, Study study, IReadOnlyList<Trial> trials, AdvanceStep step, Exception? unreadable, GiveOut? giveOut)
    {
        var (result, rows) = ComputeOrFail(warm, study, trials, step, unreadable, giveOut);
        var next = unreadable is null ? Concluded(study, result, warm.Space, trials) : result.Study;
        return (result with { Study = Notices.Added(study, next, step.Now) }, rows);
    }

    /// <summary>A study that ends with this advance has its result from then on.</summary>
    private static Study Concluded(Study before, AdvanceResult advance, OpenSpace declared, IReadOnlyList<Trial> trials)
    {
        var study = advance.Study;
        if (study.State != StudyState.Ended || before.State == StudyState.Ended) return study;
        try
        {
            var space = study.Spec.OpenSpace ? SearchSpace.Open(declared.Parameters) : SearchSpace.Of(study.Spec);
            return study with { Result = StudyResult.Of(study, [.. trials, .. advance.NewTrials], space) };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A trial's row is not what it should be, which is no reason for the study not to end: who asks for its result is told so.
            return study;
        }
    }

    private (AdvanceResult Result, TableEntity[] NewRows) ComputeOrFail(
        WarmStudy warm, Study study, IReadOnlyList<Trial> trials, AdvanceStep step, Exception? unreadable, GiveOut? giveOut)
    {
        if (unreadable is not null) return (StudyMachine.Fail(study, trials, step, unreadable), []);
        try
        {
            var scope = SamplerScope.Of(study, warm, trials);
            return Compute(study, trials, step, warm.Model(scope, s => SamplerModel.Of(s, samplers, pruners)), giveOut);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The sampler may have learnt only part of this advance.
            warm.ForgetModel();
            return (StudyMachine.Fail(study, trials, step, e), []);
        }
    }

    /// <summary>The advance with as many new trials as fit into a transaction; long texts among the parameters let fewer fit.</summary>
    private static (AdvanceResult Result, TableEntity[] NewRows) Compute(
        Study study, IReadOnlyList<Trial> trials, AdvanceStep step, SamplerModel model, GiveOut? giveOut)
    {
        var most = Math.Clamp(MaxNewParameters / Math.Max(1, model.History.Space.Parameters.Count), 1, MaxRows);
        most = Math.Min(most, step.MaxNewTrials);
        while (true)
        {
            var result = StudyMachine.Advance(study, trials, step with { MaxNewTrials = most }, model.Sampler, model.History);
            if (giveOut is not null) result = result with { NewTrials = giveOut(result.NewTrials) };
            TableEntity[] rows = [.. result.NewTrials.Select(t => TrialRow.ToEntity(study.Name, t))];
            if (rows.Length <= 1 || rows.Sum(LongText.BytesSent) <= MaxNewBytes) return (result, rows);
            most = rows.Length / 2;
        }
    }

    /// <summary>Writes the advance.</summary>
    /// <param name="table">The table.</param>
    /// <param name="warm">What is known of the study; brought up to date.</param>
    /// <param name="result">The advance.</param>
    /// <param name="newRows">Its new trials.</param>
    /// <param name="changed">Other trials that it changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<AdvanceCommit> CommitAsync(
        TableClient table, WarmStudy warm, AdvanceResult result, TableEntity[] newRows, IReadOnlyList<ChangedTrial> changed,
        TimeProvider time, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [new(TableTransactionActionType.UpdateReplace, StudyRow.ToEntity(result.Study), warm.ETag)];
        actions.AddRange(newRows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        actions.AddRange(changed.Select(c => new TableTransactionAction(TableTransactionActionType.UpdateReplace, c.Row, c.ETag)));
        warm.MarkStale();
        try
        {
            var responses = await Transaction.SubmitAsync(table, actions, time, cancellationToken);
            warm.SetStudy(result.Study, responses[0].Headers.ETag!.Value);
            for (var i = 0; i < result.NewTrials.Count; i++) warm.SetTrial(result.NewTrials[i], responses[i + 1].Headers.ETag!.Value);
            for (var i = 0; i < changed.Count; i++)
                warm.SetTrial(changed[i].Trial, responses[i + 1 + newRows.Length].Headers.ETag!.Value);
            return AdvanceCommit.Written;
        }
        catch (RequestFailedException e) when (Conflict.IsConflict(e))
        {
            return AdvanceCommit.Conflict;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            warm.Clear();
            return AdvanceCommit.Gone;
        }
    }
}
