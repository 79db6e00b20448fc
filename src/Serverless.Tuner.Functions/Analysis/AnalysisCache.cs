namespace Serverless.Tuner.Functions.Analysis;

/// <summary>The last analyses, as they are written, as many as fit into a bound: what many look at is computed once for each version of
/// its study.</summary>
/// <param name="mostBytes">How many bytes of answers are kept at most.</param>
internal sealed class AnalysisCache(long mostBytes = AnalysisCache.DefaultBytes)
{
    private const long DefaultBytes = 64L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    /// <summary>The answer of a version, computed unless it is kept, or being computed for somebody else.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="version">The version of what it is asked of; another one takes its place.</param>
    /// <param name="compute">Computes the answer; no caller who leaves ends it for the others.</param>
    /// <param name="cancellationToken">Ends this caller's waiting.</param>
    public async Task<byte[]> GetAsync(string key, string version, Func<Task<byte[]>> compute, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var node) && node.Value.Version == version)
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }
            else
            {
                if (node is not null) Drop(node);
                node = _byUse.AddFirst(new Entry(key, version, new Lazy<Task<byte[]>>(() => Task.Run(compute))));
                _byKey[key] = node;
            }

            entry = node.Value;
        }

        try
        {
            var answer = await entry.Answer.Value.WaitAsync(cancellationToken);
            Count(entry, answer.Length);
            return answer;
        }
        catch when (entry.Answer.Value.IsFaulted)
        {
            Forget(entry);
            throw;
        }
    }

    private void Count(Entry entry, int bytes)
    {
        lock (_lock)
        {
            if (entry.Bytes > 0 || !IsKept(entry)) return;
            _bytes += entry.Bytes = bytes;
            while (_bytes > mostBytes && _byUse.Last is { } last) Drop(last);
        }
    }

    private void Forget(Entry entry)
    {
        lock (_lock)
            if (IsKept(entry)) Drop(_byKey[entry.Key]);
    }

    private bool IsKept(Entry entry) => _byKey.TryGetValue(entry.Key, out var node) && ReferenceEquals(node.Value, entry);

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _byKey.Remove(node.Value.Key);
        _bytes -= node.Value.Bytes;
    }

    private sealed class Entry(string key, string version, Lazy<Task<byte[]>> answer)
    {
        public string Key => key;

        public string Version => version;

        public Lazy<Task<byte[]>> Answer => answer;

        /// <summary>What it takes; 0 until it is known.</summary>
        public long Bytes { get; set; }
    }
}
