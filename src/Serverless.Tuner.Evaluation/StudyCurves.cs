using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Evaluation;

/// <summary>
/// What this process knows of the intermediate values of a study's trials: those of its own trials as they are reported, those of other
/// processes as they were last read. One reading serves all trials of the process, and leaves out what cannot have changed.
/// </summary>
internal sealed class StudyCurves : IStudyMemory
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, KnownCurve> _known = [];
    private int _settledBelow;
    private long _bytes;
    private long? _readAt;
    private Task<int>? _reading;

    /// <summary>The curves of all trials; only to be looked at within <see cref="Ask{T}"/>.</summary>
    public PrunerHistory History { get; } = new();

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>An attempt of this process begins.</summary>
    public TrialCurve Begin(int trial, int attempt)
    {
        var curve = new TrialCurve(trial);
        lock (_lock)
        {
            _bytes -= _known.GetValueOrDefault(trial)?.Curve.Bytes ?? 0;
            _known[trial] = new KnownCurve(curve, attempt, IsOwn: true, IsSettled: false);
        }

        return curve;
    }

    /// <summary>Takes a report of an attempt of this process that is not over. Until its
    /// first one, a new attempt leaves standing what was known of the one before.</summary>
    public void Report(TrialCurve curve, Report report)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(curve.Number, out var known) || !known.IsOwn || !ReferenceEquals(known.Curve, curve)) return;
            var before = curve.Bytes;
            report.AddTo(curve);
            _bytes += curve.Bytes - before;
            History.Set(curve);
        }
    }

    /// <summary>Takes what is known of an attempt whose evaluation goes on elsewhere.</summary>
    public void Put(TrialCurve curve, int attempt)
    {
        lock (_lock)
        {
            _bytes += curve.Bytes - (_known.GetValueOrDefault(curve.Number)?.Curve.Bytes ?? 0);
            _known[curve.Number] = new KnownCurve(curve, attempt, IsOwn: false, IsSettled: false);
            History.Set(curve);
        }
    }

    /// <summary>An attempt of this process is over; what becomes of its trial then is to be read, unless it has ended.</summary>
    public void End(TrialCurve curve, int attempt, Trial? ended)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(curve.Number, out var known) || !ReferenceEquals(known.Curve, curve)) return;
            if (ended is not null)
                SetEnd(curve, ended.State, ended.Outcome is { State: TrialState.Complete, Values: [var result, ..] } ? result : null);
            _known[curve.Number] = new KnownCurve(curve, attempt, IsOwn: false, IsSettled: ended is not null);
        }
    }

    /// <summary>Reads curves while none changes.</summary>
    public T Ask<T>(Func<T> question)
    {
        lock (_lock) return question();
    }

    /// <summary>Reads what others have reported since, unless that was done within <paramref name="maxAge"/>.</summary>
    /// <returns>How many requests that made for this caller; a caller that finds it under way only waits.</returns>
    public Task<int> RefreshAsync(TrialLease lease, TimeSpan maxAge, TimeProvider time, CancellationToken cancellationToken) =>
        RefreshAsync(
            () => lease.NewestStudy, first => lease.ReadReportsAsync(first, CancellationToken.None), maxAge, time, cancellationToken);

    /// <summary>The same without a lease.</summary>
    public async Task<int> RefreshAsync(
        Func<Study> newest, Func<int, IAsyncEnumerable<IReadOnlyList<ReportBatch>>> read, TimeSpan maxAge, TimeProvider time,
        CancellationToken cancellationToken)
    {
        Task<int> reading;
        bool isOurs;
        lock (_lock)
        {
            isOurs = _reading is not { IsCompleted: false };
            if (isOurs)
            {
                if (_readAt is { } at && time.GetElapsedTime(at) < maxAge) return 0;
                _readAt = time.GetTimestamp();
                // It is for every trial of the process: no caller's cancellation ends it.
                _reading = Task.Run(() => ReadAsync(newest(), read), CancellationToken.None);
            }

            reading = _reading!;
        }

        var requests = await reading.WaitAsync(cancellationToken);
        return isOurs ? requests : 0;
    }

    private async Task<int> ReadAsync(Study study, Func<int, IAsyncEnumerable<IReadOnlyList<ReportBatch>>> read)
    {
        var first = FirstToRead();
        // Every trial is this process's own, or has ended: there is nothing to read.
        if (first >= study.NextNumber) return 0;

        var requests = 0;
        var batches = new List<ReportBatch>();
        await foreach (var page in read(first))
        {
            requests++;
            batches.AddRange(page);
        }

        lock (_lock)
        {
            foreach (var ofTrial in batches.GroupBy(batch => batch.Trial)) Take(ofTrial.Key, [.. ofTrial]);
            // What the study had been told of before this was read has ended, and all its reports were there.
            var open = study.Open.Select(o => o.Number).ToHashSet();
            for (var trial = _settledBelow; trial < study.NextNumber; trial++)
                if (!open.Contains(trial) && _known.GetValueOrDefault(trial) is not { IsOwn: true })
                    _known[trial] = _known.TryGetValue(trial, out var known)
                        ? known with { IsSettled = true }
                        : new KnownCurve(new TrialCurve(trial), 0, false, true);
        }

        return requests;
    }

    /// <summary>The lowest trial that is neither this process's own nor known to have ended.</summary>
    private int FirstToRead()
    {
        lock (_lock)
        {
            while (_known.GetValueOrDefault(_settledBelow) is { IsSettled: true }) _settledBelow++;
            var first = _settledBelow;
            while (_known.GetValueOrDefault(first) is { IsSettled: true } or { IsOwn: true }) first++;
            return first;
        }
    }

    private void Take(int trial, IReadOnlyList<ReportBatch> batches)
    {
        var known = _known.GetValueOrDefault(trial);
        var attempt = batches.Max(batch => batch.Attempt);
        if (known is not null && (known.IsSettled || known.Attempt > attempt || (known.IsOwn && known.Attempt == attempt))) return;

        var curve = new TrialCurve(trial);
        foreach (var batch in batches.Where(batch => batch.Attempt == attempt))
        {
            foreach (var report in batch.Reports) report.AddTo(curve);
            if (batch.Final is { } state) SetEnd(curve, state, batch.Result);
        }

        _bytes += curve.Bytes - (known?.Curve.Bytes ?? 0);
        _known[trial] = new KnownCurve(curve, attempt, IsOwn: false, IsSettled: curve.State != TrialState.Running);
        if (curve.Count > 0) History.Set(curve);
    }

    private static void SetEnd(TrialCurve curve, TrialState state, double? result)
    {
        curve.State = state;
        curve.Result = result;
    }

    /// <param name="Curve">The intermediate values.</param>
    /// <param name="Attempt">The attempt that they are of.</param>
    /// <param name="IsOwn">Whether an evaluation of this process is at it, so that no table knows better.</param>
    /// <param name="IsSettled">Whether the trial has ended and all its values are known.</param>
    private sealed record KnownCurve(TrialCurve Curve, int Attempt, bool IsOwn, bool IsSettled);
}
