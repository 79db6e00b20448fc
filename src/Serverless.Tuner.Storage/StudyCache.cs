namespace Serverless.Tuner.Storage;

/// <summary>The studies that this process has worked with most recently.</summary>
internal sealed class StudyCache
{
    private const int Capacity = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, WarmStudy Study)>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, WarmStudy Study)> _byUse = new();

    public WarmStudy Get(string name)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(name, out var node))
            {
                _byUse.Remove(node);
            }
            else
            {
                node = new((name, new WarmStudy()));
                _byName[name] = node;
                if (_byName.Count > Capacity)
                {
                    _byName.Remove(_byUse.Last!.Value.Name);
                    _byUse.RemoveLast();
                }
            }

            _byUse.AddFirst(node);
            return node.Value.Study;
        }
    }
}
