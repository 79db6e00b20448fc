using Serverless.Tuner.Cli.Servers;

namespace Serverless.Tuner.Cli.Watching;

/// <summary>A study with its trials as they become known, each time of what has changed since.</summary>
/// <param name="server">The server.</param>
/// <param name="study">The study's name.</param>
/// <param name="readsReports">Whether trials that run have what they reported so far.</param>
/// <param name="clock">Tells how old it is what is known of trials that run.</param>
internal sealed class StudyFeed(StudyServer server, string study, bool readsReports, TimeProvider clock)
{
    /// <summary>Of so many running trials the reports are read; more are not shown.</summary>
    public const int MostRunning = 8;

    /// <summary>A trial that runs is known to have run for so long after its last sign of life, and gives one as often.</summary>
    private static readonly TimeSpan LifeSign = TimeSpan.FromSeconds(10);

    private readonly HashSet<int> _ended = [];
    private readonly SortedDictionary<int, (TrialView Trial, long At)> _running = [];
    private StudyView? _view;
    private Guid? _id;
    private string? _seq;
    private string? _tag;
    private int _firstOpen;

    /// <summary>The study as it is, the trials that have ended since the last call, by the time of their end, and those that run.</summary>
    public async Task<StudyLook> ReadAsync(CancellationToken cancellationToken)
    {
        var (view, seq, tag, advice) = (_view, _seq, _tag, TimeSpan.Zero);
        var changed = new Dictionary<int, TrialView>();
        for (var isCut = true; isCut;)
        {
            var news = await server.Client.GetChangesAsync(study, seq, tag, cancellationToken);
            (tag, advice, isCut) = (news.Tag, news.RetryAfter, news.Changes?.IsCut == true);
            if (news.Changes is not { } changes) break;
            (view, seq) = (changes.ApplyTo(view), changes.Seq);
            foreach (var trial in changes.Trials) changed[trial.Number] = trial;
        }

        var reports = readsReports ? await ReadReportsAsync(changed, cancellationToken) : [];
        // Only now: a call that fails half-way is repeated.
        if (_view is not null && _id != view!.Id) Forget();
        (_view, _id, _seq, _tag) = (view, view!.Id, seq, tag);
        var justEnded = Take(changed.Values);
        foreach (var trial in reports) _running[trial.Number] = (trial, clock.GetTimestamp());
        return new StudyLook(view!, justEnded, [.. _running.Values.Select(Aged)], advice);
    }

    /// <summary>The trials that run and are shown, with their reports, as far as these can be others than before.</summary>
    private async Task<List<TrialView>> ReadReportsAsync(Dictionary<int, TrialView> changed, CancellationToken cancellationToken)
    {
        var shown = _running.Keys.Union(changed.Keys)
            .Where(number => (changed.GetValueOrDefault(number) ?? _running[number].Trial).State == TrialState.Running)
            .Order().Take(MostRunning);
        var read = new List<TrialView>();
        foreach (var number in shown)
        {
            if (!changed.ContainsKey(number) && _running[number].Trial.Reports is not null) continue;
            var trial = await server.Client.GetTrialAsync(study, number, cancellationToken);
            // One that has ended meanwhile is told of next time.
            if (trial.State == TrialState.Running) read.Add(trial);
        }

        return read;
    }

    private List<TrialView> Take(IEnumerable<TrialView> changed)
    {
        var justEnded = new List<TrialView>();
        foreach (var trial in changed)
        {
            if (trial.State == TrialState.Running) _running[trial.Number] = (trial, clock.GetTimestamp());
            else _running.Remove(trial.Number);
            if (trial.EndedAt is not null && trial.Number >= _firstOpen && _ended.Add(trial.Number)) justEnded.Add(trial);
        }

        while (_ended.Remove(_firstOpen)) _firstOpen++;
        return [.. justEnded.OrderBy(trial => trial.EndedAt).ThenBy(trial => trial.Number)];
    }

    /// <summary>A trial that runs, with the time that has passed since the server told how long it has.</summary>
    private TrialView Aged((TrialView Trial, long At) known)
    {
        var age = clock.GetElapsedTime(known.At);
        return known.Trial with { DurationSeconds = known.Trial.DurationSeconds + (age < LifeSign ? age : LifeSign).TotalSeconds };
    }

    /// <summary>Another study has the name by now.</summary>
    private void Forget()
    {
        _ended.Clear();
        _running.Clear();
        _firstOpen = 0;
    }
}

/// <summary>What is known of a study at one moment.</summary>
/// <param name="Study">The study.</param>
/// <param name="JustEnded">Trials that have ended since the look before, by the time of their end.</param>
/// <param name="Running">Trials that run, by number.</param>
/// <param name="RetryAfter">When the server advises to look again.</param>
internal sealed record StudyLook(
    StudyView Study, IReadOnlyList<TrialView> JustEnded, IReadOnlyList<TrialView> Running, TimeSpan RetryAfter);
