namespace Serverless.Tuner.Storage;

/// <summary>The reports of one attempt at a trial that wait for the lease's next
/// write to the trial's row, and go along in the same transaction.</summary>
public sealed class ReportBuffer
{
    /// <summary>The most reports that one transaction takes: with eight directions and their costs 3.3 of its 4 MiB.</summary>
    internal const int MaxReportsAtOnce = 4 * ReportBatch.MaxReports;

    private readonly int _trial;
    private readonly int _attempt;
    private readonly Lock _lock = new();
    private readonly List<Report> _waiting = [];
    private Report? _last;
    private int _batches;
    private bool _isClosed;

    internal ReportBuffer(int trial, int attempt) => (_trial, _attempt) = (trial, attempt);

    /// <summary>How many have not been written.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>The report of the highest step of this attempt, written or not; null when there is none.</summary>
    public Report? Last
    {
        get
        {
            lock (_lock) return _last;
        }
    }

    /// <summary>Takes a report. One that comes after the end of the attempt is an abandoned objective's, and does not count.</summary>
    /// <returns>Whether it counts.</returns>
    public bool Add(Report report)
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            _waiting.Add(report);
            if (_last is not { } last || report.Step >= last.Step) _last = report;
            return true;
        }
    }

    /// <summary>Takes up what another process has written of this attempt.</summary>
    internal void Restore(int batches, IReadOnlyList<Report> written)
    {
        lock (_lock)
        {
            _batches = batches;
            foreach (var report in written)
                if (_last is not { } last || report.Step >= last.Step) _last = report;
        }
    }

    /// <summary>The number of the first of the next batches.</summary>
    internal int NextBatch
    {
        get
        {
            lock (_lock) return _batches;
        }
    }

    /// <summary>What waits, as the next batches of the attempt.</summary>
    /// <param name="ended">The trial as it ends with them; null when it goes on.</param>
    /// <param name="marksEnd">Whether its end is to be seen in the reports even if none waits.</param>
    internal IReadOnlyList<ReportBatch> Next(Trial? ended, bool marksEnd)
    {
        List<ReportBatch> batches;
        lock (_lock)
            batches = [
                .. _waiting.Take(MaxReportsAtOnce)
                    .Chunk(ReportBatch.MaxReports).Select(reports => new ReportBatch(_trial, _attempt, reports))];
        if (ended is null) return batches;
        if (batches.Count == 0 && marksEnd) batches.Add(new ReportBatch(_trial, _attempt, []));
        if (batches.Count > 0)
            batches[^1] = batches[^1] with
            {
                Final = ended.State,
                Result = ended.Outcome is { State: TrialState.Complete, Values: [var first, ..] } ? first : null
            };
        return batches;
    }

    /// <summary>The batches have been written: the next write takes what came since.</summary>
    internal void Written(IReadOnlyList<ReportBatch> batches)
    {
        lock (_lock)
        {
            _waiting.RemoveRange(0, batches.Sum(batch => batch.Reports.Count));
            _batches += batches.Count;
        }
    }

    /// <summary>Others have written batches of this attempt.</summary>
    internal void ContinueAt(int batches)
    {
        lock (_lock) _batches = Math.Max(_batches, batches);
    }

    /// <summary>The attempt is over.</summary>
    internal void Close()
    {
        lock (_lock) _isClosed = true;
    }
}
