using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Storage;

/// <summary>
/// The reports of one attempt at a trial. The process's other trials see each at once; for everybody else they wait until the lease writes
/// to its trial's row, and go along in the same transaction.
/// </summary>
internal sealed class AttemptReports(StudyCurves curves, int trial, int attempt)
{
    /// <summary>The most reports that one transaction takes, far below its 4 MiB.</summary>
    public const int MaxReportsAtOnce = 8 * ReportRow.MaxReports;

    private readonly Lock _lock = new();
    private readonly List<Report> _waiting = [];
    private readonly TrialCurve _curve = curves.Begin(trial, attempt);
    private int _batches;
    private bool _isOver;

    /// <summary>How many have not been written.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>The report of the highest step; null when there is none.</summary>
    public (int Step, double Value)? Last => curves.Last(_curve);

    /// <summary>Takes a report; one that comes when the attempt is over is of an objective that was left alone, and no longer counts.</summary>
    public void Add(Report report)
    {
        lock (_lock)
        {
            if (_isOver) return;
            _waiting.Add(report);
            curves.Report(_curve, report.Step, report.Value);
        }
    }

    public bool ShouldPrune(IPruner pruner) => curves.Ask(() => pruner.ShouldPrune(_curve, curves.History));

    public bool LooksAtOthers(IPruner pruner) => curves.Ask(() => pruner.LooksAtOthers(_curve));

    /// <summary>What waits, as the next rows of the attempt.</summary>
    /// <param name="ended">The trial as it ends with them; null when it goes on.</param>
    /// <param name="marksEnd">Whether its end is to be seen in the reports even if none waits.</param>
    public IReadOnlyList<ReportRow> Next(Trial? ended, bool marksEnd)
    {
        List<ReportRow> rows;
        lock (_lock) rows = [.. _waiting.Take(MaxReportsAtOnce).Chunk(ReportRow.MaxReports).Select(reports => new ReportRow(trial, attempt, reports))];
        if (ended is null) return rows;
        if (rows.Count == 0 && marksEnd) rows.Add(new ReportRow(trial, attempt, []));
        if (rows.Count > 0) rows[^1] = rows[^1] with { Final = ended.State, Result = ended is { State: TrialState.Complete, Values: [var first, ..] } ? first : null };
        return rows;
    }

    /// <summary>The number of the first of the next rows.</summary>
    public int NextBatch
    {
        get
        {
            lock (_lock) return _batches;
        }
    }

    /// <summary>The rows have been written: the next write takes what came since.</summary>
    public void Written(IReadOnlyList<ReportRow> rows)
    {
        lock (_lock)
        {
            _waiting.RemoveRange(0, rows.Sum(row => row.Reports.Count));
            _batches += rows.Count;
        }
    }

    /// <summary>The attempt is over.</summary>
    /// <param name="ended">The trial as it ended; null when it is to be attempted again, or somebody else has it.</param>
    public void End(Trial? ended)
    {
        lock (_lock)
        {
            if (_isOver) return;
            _isOver = true;
            curves.End(_curve, attempt, ended);
        }
    }
}
