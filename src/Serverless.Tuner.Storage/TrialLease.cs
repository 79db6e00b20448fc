using Azure;
using Azure.Data.Tables;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>A trial that an evaluation holds. Its writes carry the row's ETag, so that a worker that was given up cannot undo what came after it.</summary>
public sealed class TrialLease
{
    private readonly StudyStore _store;
    private readonly TableClient _table;
    private readonly TimeProvider _time;
    private readonly WarmStudy _warm;
    private readonly string _name;
    private readonly string _claim;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ETag _etag;
    private volatile bool _isLost;

    internal TrialLease(StudyStore store, TableClient table, TimeProvider time, WarmStudy warm, Study study, string claim)
    {
        _store = store;
        _table = table;
        _time = time;
        _warm = warm;
        _name = study.Spec.Name;
        _claim = claim;
        Study = study;
        Trial = null!;
    }

    /// <summary>The study as this worker last saw it.</summary>
    public Study Study { get; private set; }

    /// <summary>The trial as this worker last wrote it.</summary>
    public Trial Trial { get; private set; }

    /// <summary>What is set aside for the trial, in micro-dollars.</summary>
    public long Reserved => Study.Open.FirstOrDefault(o => o.Number == Trial.Number)?.Reserved ?? 0;

    /// <summary>Why the study wants its running trials cut short, as far as this process knows; null when it does not.</summary>
    public string? Interruption => Study.Interruption ?? (_warm.Study is { } study && study.Run == Study.Run ? study.Interruption : null);

    internal void Take(Trial trial, ETag etag)
    {
        Trial = trial;
        _etag = etag;
        _warm.SetTrial(trial, etag);
    }

    /// <summary>Shows that the worker is alive, and looks whether the study still wants it to work.</summary>
    public async Task<LeaseState> HeartbeatAsync(CancellationToken cancellationToken)
    {
        var state = await WriteAsync(trial => trial with { HeartbeatAt = _time.GetUtcNow() }, null, cancellationToken);
        if (state == LeaseState.Lost) return state;
        if (await _store.FindAsync(_name, cancellationToken) is not { } study || study.Run != Study.Run) return Lose();
        Study = study;
        return LeaseState.Held;
    }

    /// <summary>Records an intermediate value, and with it a sign of life, in one transaction.</summary>
    public Task<LeaseState> ReportAsync(int step, double value, CancellationToken cancellationToken)
    {
        var report = new TableEntity(_name, StudyKeys.Report(Trial.Number, step)) { ["Value"] = value };
        return WriteAsync(trial => trial with { HeartbeatAt = _time.GetUtcNow() }, report, cancellationToken);
    }

    /// <summary>Sets more money aside for the trial, beyond what this lease knows of, as far as the limit allows.</summary>
    /// <returns>Whether any was.</returns>
    public async Task<bool> ReserveMoreAsync(long amount, CancellationToken cancellationToken)
    {
        var before = Reserved;
        var study = await _store.ChangeAsync(
            _name,
            study => study.Run == Study.Run && study.Open.FirstOrDefault(o => o.Number == Trial.Number) is { } open
                // Up to a sum, so that it is set aside once, however often the answer is lost.
                ? StudyMachine.ExtendReservation(study, open.Number, before + amount - open.Reserved)
                : null,
            cancellationToken);
        if (study is null || study.Run != Study.Run) return false;
        Study = study;
        return Reserved > before;
    }

    /// <summary>An attempt failed and the trial is to be tried again: gives the trial back, with the attempt's cost.</summary>
    public Task<LeaseState> GiveBackAsync(string reason, long cost, CancellationToken cancellationToken) => WriteAsync(
        trial => trial with
        {
            State = TrialState.Waiting,
            Claim = null,
            Failures = trial.Failures + 1,
            CostMicroUsd = trial.CostMicroUsd + cost,
            Reason = TrialOutcome.Cut(reason),
        },
        null,
        cancellationToken);

    /// <summary>The worker must stop through no fault of the trial: gives the trial back, with the attempt's cost.</summary>
    public Task<LeaseState> ReleaseAsync(long cost, CancellationToken cancellationToken) => WriteAsync(
        trial => trial with { State = TrialState.Waiting, Claim = null, CostMicroUsd = trial.CostMicroUsd + cost },
        null,
        cancellationToken);

    /// <summary>Records how the trial ended, with the cost of its last attempt; the next advance tells the study.</summary>
    public Task<LeaseState> EndAsync(TrialOutcome outcome, long cost, CancellationToken cancellationToken) => WriteAsync(
        trial =>
        {
            var ended = Ended(trial, outcome, cost);
            return LongText.Fits(TrialRow.ToEntity(_name, ended))
                ? ended
                : Ended(trial, TrialOutcome.Failed("what the objective returned is too large for a trial's row in Table Storage (1 MiB)"), cost);
        },
        null,
        cancellationToken);

    private Trial Ended(Trial trial, TrialOutcome outcome, long cost) => trial with
    {
        State = outcome.State,
        Reason = outcome.Reason,
        Values = outcome.Values,
        Constraints = outcome.Constraints,
        Metrics = outcome.Metrics,
        Attributes = outcome.Attributes,
        CostMicroUsd = trial.CostMicroUsd + cost,
        Failures = trial.Failures + (outcome.State == TrialState.Failed ? 1 : 0),
        EndedAt = _time.GetUtcNow(),
    };

    private async Task<LeaseState> WriteAsync(Func<Trial, Trial> change, TableEntity? report, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // An objective that was left alone may go on reporting to a trial that has ended, was given back, or lost.
            if (_isLost || Trial.HasEnded || Trial.Claim != _claim) return LeaseState.Lost;
            var next = change(Trial);
            for (var tries = 0; ; tries++)
            {
                try
                {
                    Take(next, await SubmitAsync(TrialRow.ToEntity(_name, next), report, cancellationToken));
                    return LeaseState.Held;
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    return Lose();
                }
                catch (RequestFailedException e) when (Conflict.IsConflict(e) && tries < Conflict.MaxTries)
                {
                    if (await _store.Reader.ReadTrialAsync(_name, Trial.Number, cancellationToken) is not var (trial, etag)) return Lose();
                    if (IsWritten(trial, next))
                    {
                        Take(trial, etag);
                        return LeaseState.Held;
                    }

                    if (trial.Claim != _claim || trial.HasEnded) return Lose();
                    _etag = etag;
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private LeaseState Lose()
    {
        _isLost = true;
        return LeaseState.Lost;
    }

    /// <summary>Whether the row is what we meant to write: the write went through and its answer was lost.</summary>
    private static bool IsWritten(Trial row, Trial meant) =>
        row.State == meant.State && row.Attempt == meant.Attempt && row.Claim == meant.Claim && row.Failures == meant.Failures
        && row.CostMicroUsd == meant.CostMicroUsd
        && row.EndedAt == meant.EndedAt && row.HeartbeatAt == meant.HeartbeatAt;

    private async Task<ETag> SubmitAsync(TableEntity trial, TableEntity? report, CancellationToken cancellationToken)
    {
        if (report is null)
        {
            var response = await _table.UpdateEntityAsync(trial, _etag, TableUpdateMode.Replace, cancellationToken);
            return response.Headers.ETag!.Value;
        }

        TableTransactionAction[] actions =
        [
            new(TableTransactionActionType.UpdateReplace, trial, _etag),
            new(TableTransactionActionType.UpsertReplace, report),
        ];
        var responses = await _table.SubmitTransactionAsync(actions, cancellationToken);
        return responses.Value[0].Headers.ETag!.Value;
    }
}
