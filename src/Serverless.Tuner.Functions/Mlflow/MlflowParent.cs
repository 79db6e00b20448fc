using Serverless.Tuner.Core.Editing;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>The run of a study itself, below which those of its trials are.</summary>
internal sealed class MlflowParent(
    MlflowServer server, MlflowRows rows, StudyStore store, MlflowContent content, MlflowHold hold, Study study)
{
    /// <summary>Of a larger front the first are marked.</summary>
    private const int MostBest = 1_000;

    private bool HasEnded => study.State == StudyState.Ended;

    /// <summary>Sees to it that there are the experiment and the run.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (hold.State.ExperimentId is null)
        {
            var experiment = await server.ExperimentAsync(MlflowNames.Experiment(study.Spec), cancellationToken);
            await hold.SaveAsync(state => state with { ExperimentId = experiment }, [], cancellationToken);
        }

        if (hold.State.RunId is null) await FindOrCreateAsync(hold.State.ExperimentId!, cancellationToken);
        if (HasEnded || hold.State.FinishedRun is null) return;
        // It was extended: it goes on.
        await server.UpdateAsync(hold.State.RunId!, "RUNNING", endedAt: null, cancellationToken);
        await hold.SaveAsync(state => state with { FinishedRun = null }, [], cancellationToken);
    }

    /// <summary>Marks the run of the trial that is the best so far, or, when the study has ended, those on its front.</summary>
    public async Task MarkBestAsync(CancellationToken cancellationToken)
    {
        var (before, now) = (hold.State.Best, await BestAsync(cancellationToken));
        foreach (var number in before.Except(now)) await MarkAsync(number, isBest: false, cancellationToken);
        var marked = before.Intersect(now).ToList();
        foreach (var number in now.Except(before))
            if (await MarkAsync(number, isBest: true, cancellationToken)) marked.Add(number);
        if (!marked.SequenceEqual(before)) await hold.SaveAsync(state => state with { Best = marked }, [], cancellationToken);
    }

    /// <summary>Says how the study ended, and deletes what there is twice.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (!HasEnded) return;
        var run = hold.State.RunId!;
        await server.LogAsync(run, content.OfEnd(hold.State.HasParameters), cancellationToken);
        await DeleteSecondsAsync(cancellationToken);
        await server.UpdateAsync(run, MlflowNames.StatusOf(study), study.EndedAt, cancellationToken);
        await hold.SaveAsync(
            state => state with
            {
                FinishedRun = study.Run,
                HasParameters = state.HasParameters || study.Result?.Trial is not null,
                Error = state.Sent >= study.Ended ? null : state.Error,
                ErrorAt = state.Sent >= study.Ended ? null : state.ErrorAt,
            },
            [], cancellationToken);
    }

    private async Task FindOrCreateAsync(string experiment, CancellationToken cancellationToken)
    {
        var isNoted = hold.State.IsCreating;
        if (!isNoted) await hold.SaveAsync(state => state with { IsCreating = true }, [], cancellationToken);
        // Whoever noted it may have created it, and died before it knew.
        var key = MlflowNames.KeyOf(study);
        var run = isNoted && await server.FindAsync(experiment, MlflowNames.Key, key, cancellationToken) is [var found, ..]
            ? found
            : await server.CreateAsync(content.New(experiment), cancellationToken);
        await hold.SaveAsync(state => state with { RunId = run.Id, IsDoubtful = isNoted }, [], cancellationToken);
    }

    private async Task<IReadOnlyList<int>> BestAsync(CancellationToken cancellationToken)
    {
        if (study.Spec.Directions.Count == 1) return study.Best is { } best ? [best.Number] : [];
        if (!HasEnded || await store.FindWithTrialsAsync(study.Name, cancellationToken) is not var (_, trials)) return hold.State.Best;
        var hidden = SpaceEditing.HiddenOf(study);
        var front = FrontChoice.Of(study.Spec, trials.Where(trial => !hidden.Contains(trial.Number)), by: null);
        return [.. front.Select(trial => trial.Number).Order().Take(MostBest)];
    }

    /// <returns>Whether the trial has a run.</returns>
    private async Task<bool> MarkAsync(int number, bool isBest, CancellationToken cancellationToken)
    {
        var runs = await rows.RunsAsync(study.Name, number, number, cancellationToken);
        if (runs.GetValueOrDefault(number) is not { IsSent: true, RunId: { } run }) return false;
        await server.TagAsync(run, MlflowNames.IsBest, isBest ? "true" : "false", cancellationToken);
        if (!isBest || study.Spec.Directions.Count > 1) return true;
        if (await store.ListTrialsAsync(study.Name, number, number, cancellationToken).FirstOrDefaultAsync(cancellationToken) is { } trial)
            await server.LogAsync(hold.State.RunId!, content.OfBest(trial, run), cancellationToken);
        return true;
    }

    /// <summary>A request that got no answer may have created its run after it was looked for.</summary>
    private async Task DeleteSecondsAsync(CancellationToken cancellationToken)
    {
        if (hold.State.IsDoubtful) await DeleteOthersAsync(MlflowNames.KeyOf(study), hold.State.RunId!, cancellationToken);
        await foreach (var run in rows.DoubtfulAsync(study.Name, cancellationToken))
            if (run.RunId is { } own) await DeleteOthersAsync(MlflowNames.KeyOf(study, run.Trial), own, cancellationToken);
    }

    private async Task DeleteOthersAsync(string key, string own, CancellationToken cancellationToken)
    {
        var found = await server.FindAsync(hold.State.ExperimentId!, MlflowNames.Key, key, cancellationToken);
        foreach (var other in found.Where(run => run.Id != own)) await server.DeleteAsync(other.Id, cancellationToken);
    }
}
