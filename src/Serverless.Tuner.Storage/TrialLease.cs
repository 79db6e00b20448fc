using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>A trial that an evaluation holds. Its writes carry the row's ETag, so
/// that a worker that lost the trial cannot overwrite its successor's.</summary>
public sealed partial class TrialLease : IDisposable
{
    private readonly StudyStore _store;
    private readonly TableClient _table;
    private readonly TimeProvider _time;
    private readonly WarmStudy _warm;
    private readonly StudyName _name;
    private readonly string _claim;
    private readonly LiveClaims _live;
    private readonly SemaphoreSlim _gate = new(1, 1);

    // A heartbeat that reads the study and a request for money take turns: an older copy of the study must not replace a newer one.
    private readonly SemaphoreSlim _studyGate = new(1, 1);
    private ETag _etag;
    private DateTimeOffset _lastSign;
    private volatile bool _isLost;
    private volatile string? _interruption;

    internal TrialLease(
        StudyStore store, TableClient table, TimeProvider time, WarmStudy warm, Study study, string claim, LiveClaims live, Trial trial,
        ETag etag)
    {
        _store = store;
        _table = table;
        _time = time;
        _warm = warm;
        _name = study.Name;
        _claim = claim;
        _live = live;
        Study = study;
        Take(trial, etag);
        _lastSign = trial.HeartbeatAt ?? default;
        Reports = new ReportBuffer(trial.Number, trial.Attempt);
    }

    /// <summary>The study as this worker last saw it.</summary>
    public Study Study { get; private set; }

    /// <summary>The study as this process last saw it, through this lease or otherwise.</summary>
    public Study NewestStudy => _warm.Study is { } study && study.Run == Study.Run ? study : Study;

    /// <summary>The trial as this worker last wrote it.</summary>
    public Trial Trial { get; private set; } = null!;

    /// <summary>Whether another worker has taken over, or the study is gone, as far as this one has noticed.</summary>
    public bool IsLost => _isLost;

    /// <summary>What is set aside for the trial.</summary>
    public Money Reserved => Study.Open.FirstOrDefault(o => o.Number == Trial.Number)?.Reserved ?? Money.Zero;

    /// <summary>Why the study wants the trial cut short, as far as this process knows; null when it does not.</summary>
    public string? Interruption =>
        Study.InterruptionOf(Trial.Number) ?? _interruption ?? NewestStudy.InterruptionOf(Trial.Number);

    /// <summary>The reports of this attempt: each write to the trial takes those along that wait.</summary>
    public ReportBuffer Reports { get; }

    /// <summary>What the objective says that this attempt has cost so far; kept on the trial's row with each write.</summary>
    public Money Reported { get; set; }

    /// <summary>The parameters that the evaluation says it has asked for so far; kept on the trial's row with each write.</summary>
    public IReadOnlyList<string>? Used { get; set; }

    /// <summary>What this attempt has written so far, where it is to be kept: the next write to the trial takes it along.</summary>
    public TrialLog? Log { get; set; }

    /// <summary>What this attempt had reported when this lease was taken up again, in the order in which it came.</summary>
    public IReadOnlyList<Report> Earlier { get; private set; } = [];

    /// <summary>Whether a worker holds it that calls over HTTP, on whatever process its calls arrive.</summary>
    private bool IsWorkers => Trial.LeaseSeconds is not null;

    /// <summary>What another room remembers of the study in this process.</summary>
    public T Memory<T>()
        where T : class, IStudyMemory, new() => _warm.Memory<T>();

    /// <summary>The reports of the study's trials as they have been written,
    /// from trial <paramref name="first"/> on; each page is a request.</summary>
    public IAsyncEnumerable<IReadOnlyList<ReportBatch>> ReadReportsAsync(int first, CancellationToken cancellationToken) =>
        _store.Reader.QueryReportsAsync(_name, first, last: null, cancellationToken);

    /// <summary>Reads what this attempt has reported already, to another process: the next reports go behind it.</summary>
    internal async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var batches = new List<ReportBatch>();
        await foreach (var page in _store.Reader.QueryReportsAsync(_name, Trial.Number, Trial.Number, cancellationToken))
            batches.AddRange(page.Where(batch => batch.Attempt == Trial.Attempt));
        Earlier = [.. batches.SelectMany(batch => batch.Reports)];
        Reports.Restore(batches.Count, Earlier);
    }

    /// <summary>Writes the reports that wait, and with them a sign of life.</summary>
    public Task<LeaseState> FlushAsync(CancellationToken cancellationToken) => WriteAsync(SignOfLife, cancellationToken);

    /// <summary>Shows that the worker is alive, writes the reports that wait, and looks whether the study still wants it to work.</summary>
    public async Task<LeaseState> HeartbeatAsync(CancellationToken cancellationToken)
    {
        var state = await FlushAsync(cancellationToken);
        if (state != LeaseState.Held) return state;
        // A request for money may hold the gate for long: then the study is
        // read, but not kept. The gate of the study itself is not taken at all.
        var isFree = await _studyGate.WaitAsync(TimeSpan.Zero, cancellationToken);
        try
        {
            // Another run of the study may have begun: it finds the trial in these hands, and waits for its end.
            if (await _store.ReadAsync(_name, cancellationToken) is not { } study || study.Open.All(o => o.Number != Trial.Number))
                return Lose();
            if (isFree) Study = study;
            _interruption = study.InterruptionOf(Trial.Number);
            return LeaseState.Held;
        }
        finally
        {
            if (isFree) _studyGate.Release();
        }
    }

    /// <summary>An attempt failed and the trial is to be tried again: gives the trial back, with the attempt's cost.</summary>
    public Task<LeaseState> GiveBackAsync(string reason, Money cost, CancellationToken cancellationToken) =>
        GiveBackAsync(reason, cost, TimeSpan.Zero, cancellationToken);

    /// <summary>The same for a trial that a worker failed: none is given it for a while.</summary>
    /// <param name="reason">Why it failed.</param>
    /// <param name="cost">The attempt's cost.</param>
    /// <param name="delay">How long none is given it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<LeaseState> GiveBackAsync(string reason, Money cost, TimeSpan delay, CancellationToken cancellationToken) => WriteAsync(
        trial => trial with
        {
            Outcome = new TrialOutcome(TrialState.Waiting, TrialOutcome.Cut(reason)),
            Claim = null,
            Host = null,
            Failures = trial.Failures + 1,
            Cost = trial.Cost + cost,
            Reported = Money.Zero,
            NotBefore = IsWorkers ? _time.GetUtcNow() + delay : null,
            LastFailure = IsWorkers ? new FailedAttempt(_claim, TrialOutcome.Cut(reason)) : null,
        },
        cancellationToken);

    /// <summary>The worker must stop through no fault of the trial: gives the trial back, with the attempt's cost.</summary>
    public Task<LeaseState> ReleaseAsync(Money cost, CancellationToken cancellationToken) => WriteAsync(
        trial =>
            trial with { Outcome = TrialOutcome.Waiting, Claim = null, Host = null, Cost = trial.Cost + cost, Reported = new Money(0) },
        cancellationToken);

    /// <summary>Records how the trial ended, with the cost of its last attempt; the next advance tells the study.</summary>
    public async Task<LeaseState> EndAsync(TrialOutcome outcome, Money cost, CancellationToken cancellationToken)
    {
        while (Reports.Waiting > ReportBuffer.MaxReportsAtOnce)
            if (await FlushAsync(cancellationToken) is not LeaseState.Held and var state) return state;
        return await WriteAsync(
            trial =>
            {
                var ended = Ended(trial, outcome, cost);
                return LongText.Fits(TrialRow.ToEntity(_name, ended))
                    ? ended
                    : Ended(
                        trial, TrialOutcome.Failed("what the objective returned is too large for a trial's row in Table Storage (1 MiB)"),
                        cost);
            },
            cancellationToken);
    }

    /// <summary>The evaluation is over. What it has not recorded by now is lost, and this host may claim the trial again.</summary>
    public void Dispose() => _live.Remove(_claim);

    private Trial Ended(Trial trial, TrialOutcome outcome, Money cost) => trial.WithoutUnused() with
    {
        Outcome = outcome,
        Cost = trial.Cost + cost,
        Reported = Money.Zero,
        Failures = trial.Failures + (outcome.State == TrialState.Failed ? 1 : 0),
        EndedAt = _time.GetUtcNow(),
    };

    /// <remarks>Each sign is later than the one before, so that a write can be told from an earlier one whose answer was lost.</remarks>
    private Trial SignOfLife(Trial trial)
    {
        var now = _time.GetUtcNow();
        _lastSign = now > _lastSign ? now : _lastSign.AddTicks(1);
        return trial with { HeartbeatAt = _lastSign, Reported = Reported };
    }

    private async Task<LeaseState> WriteAsync(
        Func<Trial, Trial> change, CancellationToken cancellationToken, TableTransactionAction? space = null)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // An abandoned objective may go on reporting to a trial that has ended, was given back, or was lost.
            if (_isLost || Trial.HasEnded || Trial.Claim != _claim) return LeaseState.Lost;
            var next = change(Trial with { LastStep = Reports.Last?.Step ?? Trial.LastStep, Used = Used ?? Trial.Used });
            var reports = Reports.Next(next.HasEnded ? next : null, marksEnd: Study.Spec.Pruner.Type != PrunerSpec.DefaultType);
            return await SubmitUntilWrittenAsync(next, reports, space, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<LeaseState> SubmitUntilWrittenAsync(
        Trial next, IReadOnlyList<ReportBatch> reports, TableTransactionAction? space, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var log = Log;
                Wrote(next, await SubmitAsync(TrialRow.ToEntity(_name, next), reports, log, space, cancellationToken), reports);
                if (Log == log) Log = null;
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
                    Wrote(trial, etag, reports);
                    return LeaseState.Held;
                }

                if (trial.Claim != _claim || trial.HasEnded) return Lose();
                if (IsWorkers)
                {
                    _warm.SetTrial(trial, etag);
                    return LeaseState.Behind;
                }

                (_etag, next) = (etag, WithCallbacks(next, trial));
            }
        }
    }

    private void Take(Trial trial, ETag etag)
    {
        Trial = trial;
        _etag = etag;
        _warm.SetTrial(trial, etag);
    }

    private void Wrote(Trial trial, ETag etag, IReadOnlyList<ReportBatch> reports)
    {
        Take(trial, etag);
        Reports.Written(reports);
        if (trial.Claim != _claim || trial.HasEnded) Reports.Close();
    }

    private LeaseState Lose()
    {
        _isLost = true;
        Reports.Close();
        return LeaseState.Lost;
    }

    /// <summary>Whether the row is what we meant to write: the write went through and its answer was lost.</summary>
    private static bool IsWritten(Trial row, Trial meant) =>
        row.State == meant.State && row.Attempt == meant.Attempt && row.Claim == meant.Claim && row.Failures == meant.Failures
        && row.Cost == meant.Cost
        && row.EndedAt == meant.EndedAt && row.HeartbeatAt == meant.HeartbeatAt;

    private async Task<ETag> SubmitAsync(
        TableEntity trial, IReadOnlyList<ReportBatch> reports, TrialLog? log, TableTransactionAction? space,
        CancellationToken cancellationToken)
    {
        var first = Reports.NextBatch;
        List<TableEntity> beside = [.. reports.Select((row, i) => row.ToEntity(_name, first + i))];
        if (log is not null) beside.Add(log.ToEntity(_name, Trial.Number));
        if (beside.Count == 0 && space is null)
            return (await _table.UpdateEntityAsync(trial, _etag, TableUpdateMode.Replace, cancellationToken)).Headers.ETag!.Value;

        var responses = await Transaction.SubmitAsync(
            _table,
            [
                new(TableTransactionActionType.UpdateReplace, trial, _etag),
                .. beside.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                .. space is null ? Array.Empty<TableTransactionAction>() : [space],
            ],
            _time,
            cancellationToken);
        return responses[0].Headers.ETag!.Value;
    }
}
