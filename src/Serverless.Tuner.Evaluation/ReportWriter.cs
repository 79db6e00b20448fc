using Microsoft.Extensions.Logging;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Storage.Telemetry;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// What an attempt does with its intermediate values. The pruner is asked at each, in memory; they are written, and other processes' values
/// read, in batches - when it is worth a request and the trial's allowance has one.
/// </summary>
internal sealed class ReportWriter
{
    /// <summary>An objective that has reported so much within the second waits until it is written.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>The least time between two writes, or between two readings of what others report.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What others report is read so often even when the allowance is
    /// used up: at a step a second, 1,000 steps stay below 100 requests.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(15);

    /// <summary>An objective waits no longer than this for other trials' values; then the pruner decides by what is known.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Of the allowance, what readings leave for writes.</summary>
    private const double KeptForWrites = 3;

    private readonly TrialLease _lease;
    private readonly IPruner _pruner;
    private readonly Cutoff _cutoff;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StudyCurves _curves;
    private readonly TrialCurve _curve;
    private readonly RequestAllowance _allowance = new();
    private readonly Lock _lock = new();
    private long _wroteAt;
    private Task _reading = Task.CompletedTask;

    public ReportWriter(TrialLease lease, IPruner pruner, Cutoff cutoff, TimeProvider time, ILogger logger)
    {
        (_lease, _pruner, _cutoff, _time, _logger) = (lease, pruner, cutoff, time, logger);
        _curves = lease.Memory<StudyCurves>();
        _curve = _curves.Begin(lease.Trial.Number, lease.Trial.Attempt);
        _wroteAt = time.GetTimestamp();
    }

    /// <summary>Takes a report, asks the pruner, and cuts the evaluation short if that is what it says.</summary>
    /// <param name="report">The report.</param>
    /// <param name="isLast">Whether there is nothing left to cut short.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task TakeAsync(Report report, bool isLast, CancellationToken cancellationToken)
    {
        // Reports of an abandoned objective are neither written nor shown to other trials.
        if (!_lease.Reports.Add(report)) return;
        using var span = StudyTrace.Begin("report", _lease.Study, _lease.Trial.Number)?
            .SetTag("step", report.Step).SetTag("value", report.Value);
        _curves.Report(_curve, report);
        _allowance.Earn();
        if (!isLast && _cutoff.Reason is null && await ShouldPruneAsync(cancellationToken))
        {
            _cutoff.Fire(CutoffReason.Pruner, $"pruner: {Name(_lease.Study.Spec.Pruner)} at step {report.Step}");
            span?.SetTag("pruned", true);
        }
        else if (_lease.Reports.Waiting >= MostWaiting && TryStartWrite(TimeSpan.Zero))
            await WriteAsync(cancellationToken);
    }

    /// <summary>How many steps have been reported.</summary>
    public int Count => _curve.Count;

    /// <summary>Whether this has been reported: it was told again.</summary>
    public bool Has(Report report) => _curve.VectorAt(report.Step) is { } vector && vector.SequenceEqual(report.Vector);

    /// <summary>Takes up what was reported of the attempt before it went on here.</summary>
    public void Restore(IReadOnlyList<Report> reports)
    {
        foreach (var report in reports) _curves.Report(_curve, report);
    }

    /// <summary>Whether reports wait that are worth a request by now; if so, the request is booked.</summary>
    public bool TryStartWrite() => _lease.Reports.Waiting > 0 && TryStartWrite(Interval);

    /// <summary>Writes what waits.</summary>
    public Task WriteAsync(CancellationToken cancellationToken) =>
        BestEffort.TryAsync(_logger, async () => NoteIfLost(await _lease.FlushAsync(cancellationToken)));

    /// <summary>Shows that the worker is alive, writes what waits, and looks whether the study still wants it to work.</summary>
    public Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        _allowance.Book(2);
        lock (_lock) _wroteAt = _time.GetTimestamp();
        return BestEffort.TryAsync(_logger, async () => NoteIfLost(await _lease.HeartbeatAsync(cancellationToken)));
    }

    /// <summary>The attempt is over, whatever came of it: how the trial ended
    /// is known here, or is to be read if another attempt follows.</summary>
    public void End() => _curves.End(_curve, _lease.Trial.Attempt, _lease.Trial.HasEnded ? _lease.Trial : null);

    private async Task<bool> ShouldPruneAsync(CancellationToken cancellationToken)
    {
        // A slow answer of the storage keeps the objective waiting once, not at each report.
        if (_reading.IsCompleted && _curves.Ask(() => _pruner.LooksAtOthers(_curve)))
        {
            _reading = BestEffort.TryAsync(_logger, () => ReadOthersAsync(cancellationToken));
            await BestEffort.TryAsync(_logger, () => _reading.WaitAsync(LongestWait, _time, cancellationToken));
        }

        return _curves.Ask(() => _pruner.ShouldPrune(_curve, _curves.History));
    }

    private async Task ReadOthersAsync(CancellationToken cancellationToken)
    {
        var mayRead = _allowance.Has(1 + KeptForWrites);
        _allowance.Book(await _curves.RefreshAsync(_lease, mayRead ? Interval : LongestInterval, _time, cancellationToken));
    }

    private bool TryStartWrite(TimeSpan atLeastSince)
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_wroteAt) < atLeastSince || !_allowance.TrySpend()) return false;
            _wroteAt = _time.GetTimestamp();
            return true;
        }
    }

    private void NoteIfLost(LeaseState state)
    {
        if (state == LeaseState.Lost) _cutoff.Fire(CutoffReason.Lost, "");
    }

    /// <summary>A pruner, as a trial that it has cut short names it.</summary>
    internal static string Name(PrunerSpec spec) => spec.Wrapped is { } wrapped ? $"{spec.Type} ({Name(wrapped)})" : spec.Type;
}
