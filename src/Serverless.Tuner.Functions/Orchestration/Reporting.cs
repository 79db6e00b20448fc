using Microsoft.Extensions.Logging;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Storage;

namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>
/// What an attempt does with its intermediate values. The pruner is asked at each, in memory; they are written, and other processes' values
/// read, in batches - when it is worth a request and the trial's allowance has one.
/// </summary>
internal sealed class Reporting(TrialLease lease, IPruner pruner, Cut cut, TimeProvider time, ILogger logger)
{
    /// <summary>An objective that has reported so much within the second waits until it is written.</summary>
    private const int MostWaiting = 1_000;

    /// <summary>The least time between two writes, or between two readings of what others report.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What others report is read so often even when the allowance is used up: at a step a second, 1,000 steps stay below 100 requests.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(15);

    /// <summary>An objective waits no longer than this for other trials' values; then the pruner decides by what is known.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Of the allowance, what readings leave for writes.</summary>
    private const double KeptForWrites = 3;

    private readonly RequestAllowance _allowance = new();
    private readonly Lock _lock = new();
    private long _wroteAt = time.GetTimestamp();
    private Task _reading = Task.CompletedTask;

    /// <summary>Takes a value, asks the pruner, and cuts the evaluation short if that is what it says.</summary>
    /// <param name="step">The step.</param>
    /// <param name="value">The value at it.</param>
    /// <param name="costMicroUsd">What the evaluation has cost so far, if that is known.</param>
    /// <param name="isLast">Whether there is nothing left to cut short.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task TakeAsync(int step, double value, long? costMicroUsd, bool isLast, CancellationToken cancellationToken)
    {
        lease.Report(step, value, costMicroUsd);
        _allowance.Earn();
        if (!isLast && cut.Reason is null && await ShouldPruneAsync(cancellationToken))
            cut.Fire(CutReason.Pruner, $"pruner: {Name(lease.Study.Spec.Pruner)} at step {step}");
        else if (lease.WaitingReports >= MostWaiting && TryStartWrite(TimeSpan.Zero))
            await WriteAsync(cancellationToken);
    }

    /// <summary>Whether reports wait that are worth a request by now; if so, the request is booked.</summary>
    public bool TryStartWrite() => lease.WaitingReports > 0 && TryStartWrite(Interval);

    /// <summary>Writes what waits.</summary>
    public Task WriteAsync(CancellationToken cancellationToken) => Outage.TolerateAsync(logger, async () => NoteIfLost(await lease.FlushAsync(cancellationToken)));

    /// <summary>Shows that the worker is alive, writes what waits, and looks whether the study still wants it to work.</summary>
    public Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        _allowance.Book(2);
        lock (_lock) _wroteAt = time.GetTimestamp();
        return Outage.TolerateAsync(logger, async () => NoteIfLost(await lease.HeartbeatAsync(cancellationToken)));
    }

    private async Task<bool> ShouldPruneAsync(CancellationToken cancellationToken)
    {
        // What the storage is slow to answer keeps the objective waiting once, not at each report.
        if (_reading.IsCompleted && lease.LooksAtOthers(pruner))
        {
            _reading = Outage.TolerateAsync(logger, () => ReadOthersAsync(cancellationToken));
            await Outage.TolerateAsync(logger, () => _reading.WaitAsync(LongestWait, time, cancellationToken));
        }

        return lease.ShouldPrune(pruner);
    }

    private async Task ReadOthersAsync(CancellationToken cancellationToken)
    {
        var mayRead = _allowance.Has(1 + KeptForWrites);
        _allowance.Book(await lease.RefreshOthersAsync(mayRead ? Interval : LongestInterval, cancellationToken));
    }

    private bool TryStartWrite(TimeSpan atLeastSince)
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_wroteAt) < atLeastSince || !_allowance.TrySpend()) return false;
            _wroteAt = time.GetTimestamp();
            return true;
        }
    }

    private void NoteIfLost(LeaseState state)
    {
        if (state == LeaseState.Lost) cut.Fire(CutReason.Lost, "");
    }

    private static string Name(PrunerSpec spec) => spec.Wrapped is { } wrapped ? $"{spec.Type} ({Name(wrapped)})" : spec.Type;
}
