using System.Security.Cryptography;
using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Storage;

/// <summary>
/// What this process last read or wrote of a study. It may be behind the table at any time: every write carries the ETag, and the
/// writer reads again when that no longer matches.
/// </summary>
internal sealed class WarmStudy
{
    private const long PerStudy = 4_096;
    private const long PerParameter = 1_024;
    private const long PerTrial = 1_024;
    private const long PerValue = 160;

    private readonly Lock _lock = new();
    private readonly List<(Trial Trial, ETag ETag, long Stamp)> _trials = [];

    // The same trials, as snapshots share them.
    private readonly TrialPages _pages = new();
    private string _memoryId = NewMemoryId();
    private long _stamp;
    private int _lowestOpen;
    private SamplerModel? _model;
    private IStudyMemory? _memory;
    private bool _isGone;

    /// <summary>Held while this process changes the study row, so that its writers do not fail each other's ETags.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Held while this process declares parameters, so that its trials do not fail each other's ETags.</summary>
    public SemaphoreSlim SpaceGate { get; } = new(1, 1);

    /// <summary>Held while this process reads many trials that it does not know yet, so that those who look at the study read them once.
    /// </summary>
    public SemaphoreSlim ReadGate { get; } = new(1, 1);

    /// <summary>What its trials have declared, where its search space is open: others may have declared more since.</summary>
    public OpenSpace Space { get; private set; } = OpenSpace.Empty;

    /// <summary>The names of the constraints that its trials have values of; used under the <see cref="Gate"/>.</summary>
    public ConstraintNames Constraints { get; private set; } = new();

    /// <summary>The trials of earlier studies that it learns from; null until they were read.</summary>
    public IReadOnlyList<PriorStudy>? Prior { get; set; }

    /// <summary>The workers that wait for its trials.</summary>
    public TrialWishes Wishes { get; } = new();

    /// <summary>When it was last read with all its trials by <see cref="TrialLeasing"/>; null when it was not.</summary>
    public long? ReadAt { get; set; }

    /// <summary>The study row; null when it has not been read, or is known to be out of date.</summary>
    public Study? Study { get; private set; }

    /// <summary>The study row's ETag.</summary>
    public ETag ETag { get; private set; }

    /// <summary>How many trials are known; those have the lowest numbers.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _trials.Count;
        }
    }

    /// <summary>The lowest number that is not known to have ended: from here on rows can have changed.</summary>
    public int LowestOpen
    {
        get
        {
            lock (_lock)
            {
                while (_lowestOpen < _trials.Count && _trials[_lowestOpen].Trial is { HasEnded: true }) _lowestOpen++;
                return _lowestOpen;
            }
        }
    }

    public void SetStudy(Study study, ETag etag)
    {
        lock (_lock)
        {
            // A study of the same name that was created since: nothing that was known of the earlier one holds.
            if (Study is not null && Study.CreatedAt != study.CreatedAt) Clear();
            Study = study;
            ETag = etag;
            _isGone = false;
        }
    }

    /// <summary>Takes a study for the one that this memory is of, if it is not of an older one.</summary>
    /// <returns>Whether it is; not when this memory is of a study of the same name that was created since.</returns>
    public bool TryMeet(Study study, ETag etag)
    {
        lock (_lock)
        {
            if (Study is { } known && known.CreatedAt >= study.CreatedAt) return known.CreatedAt == study.CreatedAt;
            SetStudy(study, etag);
            return true;
        }
    }

    /// <summary>Takes what was read or written of the space. It only grows: of two the larger is the newer.</summary>
    public void SetSpace(OpenSpace space)
    {
        lock (_lock)
            if (space.Parameters.Count > Space.Parameters.Count) Space = space;
    }

    /// <summary>The study's sampler and what it has learnt, made when an advance first needs it, and anew when the
    /// space or the constraints have grown; used under the <see cref="Gate"/>.</summary>
    /// <exception cref="ArgumentException">This version of the tuner does not know the study's sampler or pruner.</exception>
    public SamplerModel Model(SamplerScope scope, Func<SamplerScope, SamplerModel> make) =>
        _model is { } model && model.Serves(scope) ? model : _model = make(scope);

    /// <summary>Lets the sampler learn anew.</summary>
    public void ForgetModel() => _model = null;

    /// <summary>What another room remembers of the study along with this.</summary>
    public T Memory<T>()
        where T : class, IStudyMemory, new()
    {
        lock (_lock) return (T)(_memory ??= new T());
    }

    /// <summary>Whether it has ended or is gone, so that it will hardly be asked for again.</summary>
    public bool IsAtRest => _isGone || Study is { State: StudyState.Ended };

    /// <summary>About how much memory it takes: within a factor of two or so of what it does take.</summary>
    public long Bytes
    {
        get
        {
            var parameters = (Study?.Spec.SearchSpace.Count ?? 0) + Space.Parameters.Count;
            return PerStudy + (parameters * PerParameter) + (_trials.Count * (PerTrial + (parameters * PerValue))) + (_memory?.Bytes ?? 0);
        }
    }

    /// <summary>Whether the study row may no longer be what the table has.</summary>
    public bool IsStale => ETag == default;

    /// <summary>The study row is being written, or another writer has changed it: this copy is not used until it is set again.</summary>
    public void MarkStale()
    {
        lock (_lock) ETag = default;
    }

    /// <summary>Forgets everything: the study is gone.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Study = null;
            ETag = default;
            _isGone = true;
            _model = null;
            _memory = null;
            _trials.Clear();
            _pages.Clear();
            Space = OpenSpace.Empty;
            Prior = null;
            Constraints = new();
            _lowestOpen = 0;
            _memoryId = NewMemoryId();
        }
    }

    public void SetTrial(Trial trial, ETag etag)
    {
        lock (_lock)
        {
            // Rows arrive by ascending number; one beyond the next is of a page that was not read yet.
            if (trial.Number < _trials.Count)
            {
                var (known, version, _) = _trials[trial.Number];
                if (known.HasEnded || version == etag) return;
                _trials[trial.Number] = (trial, etag, ++_stamp);
                _pages.Replace(trial);
            }
            else if (trial.Number == _trials.Count)
            {
                _trials.Add((trial, etag, ++_stamp));
                _pages.Add(trial);
            }
        }
    }

    public (Trial Trial, ETag ETag)? FindTrial(int number)
    {
        lock (_lock) return number < _trials.Count ? (_trials[number].Trial, _trials[number].ETag) : null;
    }

    /// <summary>
    /// Whether the first <paramref name="count"/> trials are known and all have ended but those that <paramref name="mayRun"/>
    /// names. The study row may be newer than the trials: it is also read alone.
    /// </summary>
    public bool KnowsTrials(int count, IReadOnlySet<int> mayRun)
    {
        var first = LowestOpen;
        lock (_lock)
        {
            if (_trials.Count < count) return false;
            for (var number = first; number < count; number++)
                if (!_trials[number].Trial.HasEnded && !mayRun.Contains(number)) return false;
            return true;
        }
    }

    /// <summary>Those of the first <paramref name="count"/> numbers whose rows can have changed or are not known, as ranges: numbers that
    /// are less than <paramref name="gap"/> apart share one.</summary>
    public IReadOnlyList<(int First, int Last)> OpenRanges(int count, int gap)
    {
        var first = LowestOpen;
        var ranges = new List<(int First, int Last)>();
        lock (_lock)
        {
            for (var number = first; number < Math.Min(count, _trials.Count); number++)
                if (!_trials[number].Trial.HasEnded) Add(number, number);
            if (_trials.Count < count) Add(_trials.Count, count - 1);
        }

        return ranges;

        void Add(int from, int to)
        {
            if (ranges is [.., var last] && from - last.Last < gap) ranges[^1] = (last.First, to);
            else ranges.Add((from, to));
        }
    }

    /// <summary>What is known of the trials that have changed since a mark, in the order in which this memory learnt of it; then those that
    /// were hidden since, or shown again, and whose rows are as they were.</summary>
    /// <param name="study">The study, read before the trials were.</param>
    /// <param name="version">The version of its row.</param>
    /// <param name="since">The mark.</param>
    /// <param name="most">How many trials at most whose rows have changed; those that are left out are behind the new mark, as are all
    /// that were hidden then.</param>
    /// <returns>Null when this memory was forgotten, or became another study's, since it was brought up to date.</returns>
    public StudyChanges? ChangesSince(Study study, ETag version, StudyMark since, int most)
    {
        lock (_lock)
        {
            if (Study?.CreatedAt != study.CreatedAt || _trials.Count < study.NextNumber) return null;
            var isOther = since.Created != study.CreatedAt.UtcTicks;
            if (isOther) since = StudyMark.Start;
            var first = Math.Min(since.Floor, _trials.Count);
            var changed = ChangedSince(first, since.Memory == _memoryId ? since.Stamp : 0);
            var isCut = changed.Count > most;
            if (isCut) changed.RemoveRange(most, changed.Count - most);
            else changed.AddRange(HiddenOrShown(study, since.Edits).Except(changed.Select(c => c.Trial.Number)).Select(n => _trials[n]));
            var open = study.Open.Select(o => o.Number < _trials.Count ? _trials[o.Number].ETag : default);
            var mark = new StudyMark(
                study.CreatedAt.UtcTicks, study.Revision, _memoryId, isCut ? changed[^1].Stamp : _stamp,
                isCut ? first : study.Open is [var lowest, ..] ? lowest.Number : study.NextNumber,
                isCut ? StudyMark.CutVersion : StudyMark.VersionOf(version, open))
            {
                Edits = isCut ? since.Edits : study.Edits.Count,
            };
            return new StudyChanges(study, [.. changed.Select(c => c.Trial)], mark, isOther || since.Revision != study.Revision, isCut);
        }
    }

    /// <summary>The trials that changes of the study after the first <paramref name="known"/> hid or showed again.</summary>
    private static IEnumerable<int> HiddenOrShown(Study study, int known) =>
        study.Edits.Skip(known).Select(edit => edit.Hidden ?? edit.Shown).OfType<int>();

    private List<(Trial Trial, ETag ETag, long Stamp)> ChangedSince(int first, long stamp)
    {
        var changed = new List<(Trial Trial, ETag ETag, long Stamp)>();
        for (var number = first; number < _trials.Count; number++)
            if (_trials[number].Stamp > stamp) changed.Add(_trials[number]);
        changed.Sort((a, b) => a.Stamp.CompareTo(b.Stamp));
        return changed;
    }

    /// <summary>Another memory numbers what it learns otherwise.</summary>
    private static string NewMemoryId() => RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>The trials as far as they are known, each at the index of its number.</summary>
    public TrialSnapshot Trials()
    {
        lock (_lock) return _pages.Snapshot();
    }
}
