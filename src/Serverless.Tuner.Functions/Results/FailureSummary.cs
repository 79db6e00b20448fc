namespace Serverless.Tuner.Functions.Results;

/// <summary>Gathers why trials failed, over many studies: by reason, with numbers and identifiers left out.</summary>
public sealed class FailureSummary(StudyStore store, FailedTrials failed)
{
    /// <summary>How many studies and trials one summary reads at most.</summary>
    private const int MostStudies = 1_000, MostTrials = 20_000;

    private const int PageSize = 1_000;
    private const int MostNumbers = 10;

    /// <summary>The reasons, the most frequent first.</summary>
    /// <param name="wanted">Which studies.</param>
    /// <param name="limit">How many reasons at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal async Task<FailuresView> FindAsync(StudyFilter wanted, int limit, CancellationToken cancellationToken)
    {
        var (reasons, studies, trials, isCut) = (new Dictionary<string, Reason>(StringComparer.Ordinal), 0, 0, false);
        for (string? after = null; ;)
        {
            var page = await store.ListAsync(wanted, after, PageSize, cancellationToken);
            foreach (var study in page.Items.Where(HasFailed))
            {
                isCut = studies == MostStudies || trials >= MostTrials;
                if (isCut) break;
                studies++;
                trials += await AddAsync(reasons, study, MostTrials - trials, cancellationToken);
            }

            after = page.Next;
            if (after is null || isCut) break;
        }

        return View(reasons, limit, studies, isCut || trials >= MostTrials);
    }

    /// <summary>The reasons of one study.</summary>
    internal async Task<FailuresView> FindAsync(
        StudyOutline study, int limit, CancellationToken cancellationToken, int most = MostTrials)
    {
        var reasons = new Dictionary<string, Reason>(StringComparer.Ordinal);
        var trials = HasFailed(study) ? await AddAsync(reasons, study, most, cancellationToken) : 0;
        return View(reasons, limit, 1, trials >= most);
    }

    private static bool HasFailed(StudyOutline study) => study.Counts.Failed > 0 || study.StopReason == StopReason.Error;

    private async Task<int> AddAsync(
        Dictionary<string, Reason> reasons, StudyOutline study, int most, CancellationToken cancellationToken)
    {
        var read = 0;
        // A study that ended of its failures repeats the last trial's reason.
        if (study is { StopReason: StopReason.Error, Error: { } error }) Of(reasons, error).Add(study.Name, null, null);
        if (study.Counts.Failed == 0) return read;
        await foreach (var trial in failed.OfAsync(study.Name, cancellationToken))
        {
            Of(reasons, trial.Reason).Add(study.Name, trial.Number, trial.EndedAt);
            if (++read == most) break;
        }

        return read;
    }

    private static Reason Of(Dictionary<string, Reason> reasons, string text)
    {
        var key = FailureReasons.Normalise(text);
        if (!reasons.TryGetValue(key, out var reason)) reasons[key] = reason = new Reason(text);
        return reason;
    }

    private static FailuresView View(Dictionary<string, Reason> reasons, int limit, int studies, bool isCut) => new(
        [.. reasons.OrderByDescending(r => r.Value.Count).ThenBy(r => r.Key, StringComparer.Ordinal).Take(limit).Select(r => new FailureView
        {
            Reason = r.Key,
            Count = r.Value.Count,
            Studies = r.Value.Studies,
            Example = r.Value.Example,
            LastAt = r.Value.LastAt,
        })],
        studies, isCut || reasons.Count > limit);

    private sealed class Reason(string example)
    {
        private readonly Dictionary<string, (int Count, List<int> Trials)> _studies = new(StringComparer.Ordinal);

        public string Example { get; } = example;

        public int Count { get; private set; }

        public DateTimeOffset? LastAt { get; private set; }

        public IReadOnlyList<FailedStudyView> Studies =>
        [
            .. _studies.OrderByDescending(s => s.Value.Count).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new FailedStudyView(s.Key, s.Value.Count, s.Value.Trials)),
        ];

        public void Add(string study, int? trial, DateTimeOffset? at)
        {
            Count++;
            if (LastAt is null || at > LastAt) LastAt = at;
            var (count, trials) = _studies.GetValueOrDefault(study, (0, []));
            if (trial is { } number && trials.Count < MostNumbers) trials.Add(number);
            _studies[study] = (trial is null ? count : count + 1, trials);
        }
    }
}
