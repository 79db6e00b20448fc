namespace Serverless.Tuner.Cli.Watching;

/// <summary>Estimates how long a study still takes from its last trials; time in which no server ran it does not count.</summary>
internal sealed class Pace
{
    private const int LeastTrials = 30;

    /// <summary>Enough for several batches when trials end batch by batch.</summary>
    private const int Batches = 4;

    /// <summary>The longest pause between two trials of a slot; no trial ran in a longer gap.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Queue<(TimeSpan Duration, DateTimeOffset End)> _last = new();

    /// <summary>How many trials it considers.</summary>
    public static int Window(StudySpec spec) => Math.Max(LeastTrials, Batches * spec.Parallelism);

    /// <summary>Adds trials in the order in which they ended.</summary>
    public void Add(IEnumerable<TrialView> ended, StudySpec spec)
    {
        foreach (var trial in ended)
            if (trial is { StartedAt: { } start, EndedAt: { } end }) _last.Enqueue((end - start, end));
        while (_last.Count > Window(spec)) _last.Dequeue();
    }

    /// <summary>How long it takes until the trials have ended or the money
    /// is spent; null when that is unknown, as while it waits.</summary>
    public TimeSpan? Left(StudyView study)
    {
        if (study is not { State: StudyState.Running, StopReason: null, Waiting: null } || _last.Count == 0) return null;
        var ended = study.Counts.Ended;
        double trials = study.Spec.Trials - ended;
        if (study.Ledger is { LimitUsd: { } limit, SpentUsd: > 0 and var spent } && ended > 0)
            trials = Math.Min(trials, (double)((limit - spent) / spent * ended));
        return trials > 0 ? PerTrial(study) * trials : null;
    }

    private TimeSpan PerTrial(StudyView study)
    {
        var slots = Math.Max(1, Math.Min(study.Spec.Parallelism, study.Spec.Trials));
        if (_last.Count < slots) return _last.Aggregate(TimeSpan.Zero, (sum, trial) => sum + trial.Duration) / _last.Count / slots;

        // The first trial of the study took its whole duration; before any other, one had ended.
        var all = _last.Count >= study.Counts.Ended;
        var time = all ? _last.Peek().Duration : TimeSpan.Zero;
        var before = _last.Peek().End;
        foreach (var (duration, end) in _last.Skip(1))
        {
            var gap = end - before;
            time += gap < duration + LongestPause ? gap : duration + LongestPause;
            before = end;
        }

        return time / (all ? _last.Count : Math.Max(1, _last.Count - 1));
    }
}
