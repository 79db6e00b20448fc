using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Which points of a finite space a study has tried or is trying.</summary>
internal sealed class TriedPoints
{
    private readonly HashSet<long> _ended;
    private readonly HashSet<long> _later = [];

    private TriedPoints(HashSet<long> ended) => _ended = ended;

    /// <summary>How many different ones there are.</summary>
    public long Count => _ended.Count + _later.Count;

    public bool Contains(long index) => _ended.Contains(index) || _later.Contains(index);

    public void Add(long index)
    {
        if (!_ended.Contains(index)) _later.Add(index);
    }

    /// <summary>Remembers what it knows of a history, because the trials before the first that is open never change.</summary>
    internal sealed class Memory
    {
        private HashSet<long> _ended = [];
        private SamplerHistory? _history;
        private FiniteSpace? _space;
        private int _count;

        public TriedPoints Of(SamplerHistory history, FiniteSpace space)
        {
            if (!ReferenceEquals(history, _history) || !ReferenceEquals(space, _space) || history.EndedCount < _count)
                (_history, _space, _ended, _count) = (history, space, [], 0);
            for (; _count < history.EndedCount; _count++)
                if (space.IndexOf(history.Encoded[_count].Point) is { } index) _ended.Add(index);
            var tried = new TriedPoints(_ended);
            for (var i = _count; i < history.Encoded.Count; i++)
                if (space.IndexOf(history.Encoded[i].Point) is { } index) tried.Add(index);
            return tried;
        }
    }
}
