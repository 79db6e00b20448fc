using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Which points of a finite space a study has tried or is trying.</summary>
internal sealed class TriedPoints
{
    private readonly HashSet<long> _ended;
    private readonly HashSet<long> _later = [];
    private readonly Lazy<long[]?> _allowed;

    private TriedPoints(HashSet<long> ended, Lazy<long[]?> allowed) => (_ended, _allowed) = (ended, allowed);

    /// <summary>The points that are not excluded, by their numbers; null where none is excluded, all are, or they are too many.</summary>
    public long[]? Allowed => _allowed.Value is { Length: > 0 } allowed ? allowed : null;

    /// <summary>How many different ones there are, those included that must not be tried.</summary>
    public long Count => _ended.Count + _later.Count;

    public bool Contains(long index) => _ended.Contains(index) || _later.Contains(index);

    public void Add(long index)
    {
        if (!_ended.Contains(index)) _later.Add(index);
    }

    /// <summary>Counts a point that must not be tried, now and in all that is suggested later of the same history.</summary>
    public void Exclude(long index)
    {
        _later.Remove(index);
        _ended.Add(index);
    }

    /// <summary>Remembers what it knows of a history, because the trials before the first that is open never change.</summary>
    internal sealed class Memory
    {
        private HashSet<long> _ended = [];
        private Lazy<long[]?> _allowed = new(() => null);
        private SamplerHistory? _history;
        private FiniteSpace? _space;
        private int _count;

        public TriedPoints Of(SamplerHistory history, FiniteSpace space)
        {
            if (!ReferenceEquals(history, _history) || !ReferenceEquals(space, _space) || history.EndedCount < _count)
            {
                (_history, _space, _ended, _count) = (history, space, [], 0);
                _allowed = new Lazy<long[]?>(() => AllowedPoints.Of(history, space));
            }

            for (; _count < history.EndedCount; _count++)
                if (space.IndexOf(history.Encoded[_count].Point) is { } index) _ended.Add(index);
            var tried = new TriedPoints(_ended, _allowed);
            for (var i = _count; i < history.Encoded.Count; i++)
                if (space.IndexOf(history.Encoded[i].Point) is { } index) tried.Add(index);
            return tried;
        }
    }
}
