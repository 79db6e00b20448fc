using System.Collections.Concurrent;

namespace Serverless.Tuner.Functions.Mlflow;

/// <summary>Sends what an MLflow server does not have of a study's trials: one block after the other, each trial first noted as about to be
/// created, then created, noted, filled, and noted as sent. Wherever it breaks off, the next pass knows what there may be.</summary>
internal sealed class MlflowPass(
    MlflowServer server, MlflowRows rows, StudyStore store, MlflowFiles files, MlflowContent content, MlflowHold hold, Study study,
    TimeProvider time, DateTimeOffset until)
{
    /// <summary>How many trials are read at once.</summary>
    private const int Block = 100;

    /// <summary>How many are noted at once: so many have to be looked for when the process dies.</summary>
    private const int Batch = 20;

    private const int AtOnce = 4;

    private int _leftOut;

    private bool HasEnded => study.State == StudyState.Ended;

    /// <summary>Sends the trials that have ended.</summary>
    /// <returns>Whether it came to the last one.</returns>
    public async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        var isGapless = true;
        for (var first = hold.State.Next; first < study.NextNumber; first += Block)
        {
            var last = Math.Min(first + Block, study.NextNumber) - 1;
            var trials = await store.ListTrialsAsync(study.Name, first, last, cancellationToken).ToArrayAsync(cancellationToken);
            var runs = await rows.RunsAsync(study.Name, first, last, cancellationToken);
            foreach (var batch in trials.Where(trial => IsToSend(trial, RunOf(runs, trial))).Chunk(Batch))
            {
                if (time.GetUtcNow() >= until) return false;
                await SendAsync(batch, runs, cancellationToken);
            }

            if (!isGapless) continue;
            var open = trials.FirstOrDefault(trial => !trial.HasEnded)?.Number;
            isGapless = open is null;
            var next = open ?? last + 1;
            if (next > hold.State.Next) await hold.SaveAsync(state => state with { Next = next }, [], cancellationToken);
        }

        return true;
    }

    /// <summary>What the server has refused is sent once more when the study has ended.</summary>
    public async Task BeginAgainAsync(CancellationToken cancellationToken)
    {
        if (!HasEnded || hold.State.RetriedRun == study.Run) return;
        await hold.SaveAsync(
            state => state with
            {
                RetriedRun = study.Run,
                Next = Math.Min(state.Next, state.FirstRefused ?? state.Next),
                FirstRefused = null,
            },
            [], cancellationToken);
    }

    private bool IsToSend(Trial trial, MlflowRun? run) =>
        trial.HasEnded && run is not { IsSent: true } && (run?.Error is null || HasEnded);

    /// <summary>A row of a trial that was deleted with its study is none.</summary>
    private static MlflowRun? RunOf(IReadOnlyDictionary<int, MlflowRun> runs, Trial trial) =>
        runs.TryGetValue(trial.Number, out var run) && run.TrialCreatedAt == trial.CreatedAt ? run : null;

    private async Task SendAsync(Trial[] batch, IReadOnlyDictionary<int, MlflowRun> known, CancellationToken cancellationToken)
    {
        var runs = new ConcurrentDictionary<int, MlflowRun>(
            batch.Select(trial => KeyValuePair.Create(trial.Number, RunOf(known, trial) ?? new MlflowRun(trial.Number, trial.CreatedAt))));
        MlflowRun[] fresh = [.. batch.Where(trial => RunOf(known, trial) is null).Select(trial => runs[trial.Number])];
        if (fresh.Length > 0) await hold.SaveAsync(state => state, fresh, cancellationToken);

        var isFresh = fresh.Select(run => run.Trial).ToHashSet();
        Trial[] unknown = [.. batch.Where(trial => runs[trial.Number].RunId is null)];
        await EachAsync(
            unknown, runs, trial => FindOrCreateAsync(trial, runs[trial.Number], isFresh.Contains(trial.Number), cancellationToken),
            cancellationToken);
        await EachAsync(
            [.. batch.Where(trial => runs[trial.Number].RunId is not null)], runs,
            trial => FillAsync(trial, runs[trial.Number], cancellationToken), cancellationToken);
    }

    private async Task<MlflowRun> FindOrCreateAsync(Trial trial, MlflowRun run, bool isFresh, CancellationToken cancellationToken)
    {
        var (experiment, parent) = (hold.State.ExperimentId!, hold.State.RunId!);
        var key = MlflowNames.KeyOf(study, trial.Number);
        // Whoever noted it may have created it, and died before it knew.
        if (!isFresh && await server.FindAsync(experiment, MlflowNames.Key, key, cancellationToken) is [var found, ..])
            return run with { RunId = found.Id, IsDoubtful = true, Error = null };
        var created = await server.CreateAsync(content.New(experiment, parent, trial), cancellationToken);
        return run with { RunId = created.Id, IsDoubtful = !isFresh, Error = null };
    }

    private async Task<MlflowRun> FillAsync(Trial trial, MlflowRun run, CancellationToken cancellationToken)
    {
        var reports = await store.FindTrialAsync(study.Name, trial.Number, cancellationToken) is var (_, found) ? found : [];
        await server.LogAsync(run.RunId!, content.Of(trial, reports), cancellationToken);
        Interlocked.Add(ref _leftOut, await files.SendAsync(trial, run.RunId!, cancellationToken));
        await server.UpdateAsync(run.RunId!, MlflowNames.StatusOf(trial), trial.EndedAt, cancellationToken);
        return run with { IsSent = true, Error = null };
    }

    /// <summary>Does something for each of several trials, and notes what came of it, also when the server fails in between.</summary>
    private async Task EachAsync(
        Trial[] trials, ConcurrentDictionary<int, MlflowRun> runs, Func<Trial, Task<MlflowRun>> act, CancellationToken cancellationToken)
    {
        if (trials.Length == 0) return;
        var done = new ConcurrentBag<MlflowRun>();
        MlflowException? failure = null;
        await Parallel.ForEachAsync(
            trials, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (trial, _) =>
            {
                if (failure is not null) return;
                try
                {
                    done.Add(runs[trial.Number] = await act(trial));
                }
                catch (MlflowException e) when (e.IsOfItem)
                {
                    done.Add(runs[trial.Number] = runs[trial.Number] with { Error = e.Message });
                }
                catch (MlflowException e)
                {
                    failure = e;
                }
            });
        if (!done.IsEmpty) await NoteAsync([.. done], cancellationToken);
        if (failure is not null) throw failure;
    }

    private Task NoteAsync(MlflowRun[] runs, CancellationToken cancellationToken)
    {
        var leftOut = Interlocked.Exchange(ref _leftOut, 0);
        var refused = runs.Where(run => run is { IsSent: false, Error: not null }).MinBy(run => run.Trial);
        return hold.SaveAsync(
            state => state with
            {
                Sent = state.Sent + runs.Count(run => run.IsSent),
                FilesLeftOut = state.FilesLeftOut + leftOut,
                FirstRefused = refused is null ? state.FirstRefused : Math.Min(refused.Trial, state.FirstRefused ?? refused.Trial),
                Error = refused?.Error ?? state.Error,
                ErrorAt = refused is null ? state.ErrorAt : time.GetUtcNow(),
            },
            runs, cancellationToken);
    }
}
