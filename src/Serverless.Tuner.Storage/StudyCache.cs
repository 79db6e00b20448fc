namespace Serverless.Tuner.Storage;

/// <summary>The studies that this process works with, as many as fit into its memory.</summary>
/// <remarks>
/// Ended studies are dropped first, the longest unused before others; of
/// running ones a random one. Running studies are used in turn: if the
/// longest unused were dropped, each would be dropped just before its turn.
/// </remarks>
internal sealed class StudyCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StudyName, LinkedListNode<Entry>> _byName = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;
    private uint _chance = 1;

    /// <summary>A quarter of the memory that the process may use.</summary>
    public static long DefaultBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    public WarmStudy Get(StudyName name)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(name, out var node)) _byUse.Remove(node);
            else _byName[name] = node = new(new Entry(name, new WarmStudy()));
            _byUse.AddFirst(node);
            var entry = node.Value;
            _bytes -= entry.Bytes;
            _bytes += entry.Bytes = entry.Study.Bytes;
            while (_bytes > mostBytes && _byUse.Count > 1) Drop(Victim());
            return entry.Study;
        }
    }

    /// <summary>The study to drop; never the one that was just asked for.</summary>
    private LinkedListNode<Entry> Victim()
    {
        for (var node = _byUse.Last!; node != _byUse.First; node = node.Previous!)
            if (node.Value.Study.IsAtRest) return node;

        // A linear congruential generator (Numerical Recipes): the upper bits are as random as this needs.
        _chance = unchecked((_chance * 1_664_525) + 1_013_904_223);
        var victim = _byUse.First!.Next!;
        for (var steps = (int)((_chance >> 16) % (_byUse.Count - 1)); steps > 0; steps--) victim = victim.Next!;
        return victim;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byName.Remove(node.Value.Name);
        _bytes -= node.Value.Bytes;
    }

    private sealed class Entry(StudyName name, WarmStudy study)
    {
        public StudyName Name => name;

        public WarmStudy Study => study;

        /// <summary>What it took when it was last asked for.</summary>
        public long Bytes { get; set; }
    }
}
