using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.Samplers.Prior;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.Samplers.Tally;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>What a sampler learns from: the space and the trials so far. It grows with its study, and encodes each trial once.</summary>
public sealed class SamplerHistory
{
    private readonly List<SampledTrial> _trials = [];
    private readonly List<EncodedTrial> _encoded = [];
    private int _endedCount;

    // Made when they are first asked for.
    private PointVisits? _visits;
    private TrialTally? _tally;
    private FiniteSpace? _finite;
    private long[]? _allowed;
    private bool _isListed;
    private IReadOnlyList<PriorSource>? _prior;

    /// <summary>A history of some trials, in any order.</summary>
    /// <param name="space">The search space.</param>
    /// <param name="directions">One direction for each value.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="trials">The trials so far.</param>
    public SamplerHistory(SearchSpace space, IReadOnlyList<Direction> directions, long seed, IEnumerable<SampledTrial>? trials = null)
    {
        Space = space;
        Directions = directions;
        Seed = seed;
        Encoding = new PointEncoding(space);
        foreach (var trial in (trials ?? []).OrderBy(t => t.Number)) Set(trial);
    }

    /// <summary>The search space.</summary>
    public SearchSpace Space { get; }

    /// <summary>One direction for each value.</summary>
    public IReadOnlyList<Direction> Directions { get; }

    /// <summary>The study's seed.</summary>
    public long Seed { get; }

    /// <summary>All trials so far, by ascending number: ended ones and those that run or wait.</summary>
    public IReadOnlyList<SampledTrial> Trials => _trials;

    /// <summary>Whether the same point always has the same values.</summary>
    public bool IsDeterministic { get; init; }

    /// <summary>The names of the constraints that its trials have values of, where the study's spec does not say them; else null.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }

    /// <summary>The trials of earlier studies that the study learns from.</summary>
    public IReadOnlyList<PriorStudy> Prior { get; init; } = [];

    /// <summary>The space in which points may be asked for, where that is larger than the one that is searched; else null.</summary>
    public SearchSpace? Declared { get; init; }

    /// <summary>The first trial that was suggested from the space as it is: earlier ones are of another, and tell of this one what they
    /// can.</summary>
    internal int FirstOfSpace { get; init; }

    /// <summary>The regions of which no point is to be suggested; null for none.</summary>
    internal ExcludedRegions? Excluded { get; init; }

    /// <summary>How much of the study's money is spent, or will be by the trials that run, 0 to 1; 0 without a budget.</summary>
    public double SpentShare { get; set; }

    /// <summary>How many trials the study's money pays for in all, estimated from the
    /// costs of those that have ended; the largest number without a budget.</summary>
    public int AffordableTrials { get; set; } = int.MaxValue;

    /// <summary>How many trials from the first on have all ended: they never change again.</summary>
    public int EndedCount
    {
        get
        {
            while (_endedCount < _encoded.Count && !_encoded[_endedCount].IsPending) _endedCount++;
            return _endedCount;
        }
    }

    /// <summary>The coordinates of the space.</summary>
    internal PointEncoding Encoding { get; }

    /// <summary><see cref="Trials"/> as numbers, in the same order.</summary>
    /// <remarks>A list, because samplers go through thousands for each suggestion, and an interface takes them longer.</remarks>
    internal List<EncodedTrial> Encoded => _encoded;

    /// <summary>The trials of <see cref="Prior"/> as numbers.</summary>
    internal IReadOnlyList<PriorSource> PriorSources => _prior ??= PriorSource.AllOf(this);

    /// <summary>How often what was known of a trial that had ended has changed, or was taken back.</summary>
    internal int Changes { get; private set; }

    /// <summary>What samplers ask of all trials.</summary>
    internal TrialTally Tally => _tally ??= new TrialTally(_encoded, Directions.Count);

    /// <summary>The points of a finite space and the numbers of those that are not excluded; null where nothing is excluded, or the space
    /// is too large to look through.</summary>
    internal (FiniteSpace Space, long[] Allowed)? Allowed
    {
        get
        {
            if (!_isListed && Excluded is not null && FiniteSpace.Of(Space, Encoding) is { } finite)
                (_finite, _allowed) = (finite, AllowedPoints.Of(this, finite));
            _isListed = true;
            return _allowed is null ? null : (_finite!, _allowed);
        }
    }

    /// <summary>How often each point was tried.</summary>
    internal PointVisits Visits
    {
        get
        {
            if (_visits is not null) return _visits;
            _visits = new PointVisits();
            foreach (var trial in _encoded) _visits.Add(trial);
            return _visits;
        }
    }

    /// <summary>The lowest number from which on a trial may be new or have changed.</summary>
    internal int FirstUnsettled => EndedCount is var ended && ended < _trials.Count
        ? _trials[ended].Number
        : _trials.Count > 0 ? _trials[^1].Number + 1 : 0;

    /// <summary>Removes the trials from number <paramref name="number"/> on: those of an advance that was not stored.</summary>
    internal void KeepBelow(int number)
    {
        var count = _trials.Count;
        while (count > 0 && _trials[count - 1].Number >= number) count--;
        if (count >= _trials.Count) return;
        for (var i = count; i < _encoded.Count; i++)
            if (TrialTally.Counts(_encoded[i])) (_tally, Changes) = (null, Changes + 1);
        _trials.RemoveRange(count, _trials.Count - count);
        _encoded.RemoveRange(count, _encoded.Count - count);
        _endedCount = Math.Min(_endedCount, count);
        _visits = null;
    }

    /// <summary>Adds a trial, or replaces what was known of it.</summary>
    public void Set(SampledTrial trial)
    {
        var at = _trials.Count;
        while (at > 0 && _trials[at - 1].Number >= trial.Number) at--;
        var encoded = new EncodedTrial(trial, Encoding, Directions);
        var isKnown = at < _trials.Count && _trials[at].Number == trial.Number;
        // An advance tells again what has ended behind a trial that still runs.
        if (isKnown && encoded.IsSameAs(_encoded[at]))
        {
            _trials[at] = trial;
            return;
        }

        _endedCount = Math.Min(_endedCount, at);
        _visits?.Add(encoded);
        // What is counted of a trial that has ended cannot be taken back: it hardly ever changes.
        if (isKnown && TrialTally.Counts(_encoded[at])) (_tally, Changes) = (null, Changes + 1);
        _tally?.Add(encoded);
        if (isKnown)
        {
            _visits?.Remove(_encoded[at]);
            (_trials[at], _encoded[at]) = (trial, encoded);
            return;
        }

        _trials.Insert(at, trial);
        _encoded.Insert(at, encoded);
    }
}
