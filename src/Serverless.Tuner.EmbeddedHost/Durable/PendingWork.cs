using Serverless.Tuner.EmbeddedHost.Durable.History;

namespace Serverless.Tuner.EmbeddedHost.Durable;

/// <summary>What a runner has been told and has not dealt with yet.</summary>
internal sealed class PendingWork
{
    /// <summary>Each message of a step may be a row to delete in the step's one transaction.</summary>
    private const int LargestBatch = 64;

    private const int RememberedKeys = 4_096;

    private readonly List<InstanceMessage> _pending = [];
    private HashSet<string> _recent = [];
    private HashSet<string> _older = [];

    /// <summary>Rows of messages that wait here.</summary>
    public IEnumerable<string> InboxKeys => _pending.OfType<InstanceMessage.Sent>().Select(sent => sent.Entry.RowKey);

    public void Add(InstanceMessage message)
    {
        // A message may be announced by its sender and be found in its row as well.
        if (message is InstanceMessage.Sent sent && !Remember(sent.Entry.RowKey))
            return;
        _pending.Add(message);
    }

    public void AddFirst(InstanceMessage message) => _pending.Insert(0, message);

    /// <summary>Forgets everything but what the inbox holds.</summary>
    public void Reset(IReadOnlyList<InboxEntry> inbox)
    {
        _pending.Clear();
        _recent.Clear();
        _older.Clear();
        foreach (var entry in inbox)
            Add(new InstanceMessage.Sent(entry));
    }

    /// <summary>
    /// Takes events that make up one step, or a single message of another kind. A suspended instance takes in only what ends its
    /// suspension.
    /// </summary>
    public IReadOnlyList<InstanceMessage> Take(bool suspended)
    {
        if (suspended)
        {
            var control = _pending.FindIndex(message => !IsEvent(message));
            return control < 0 ? [] : TakeRange(control, 1);
        }

        var events = 0;
        while (events < _pending.Count && events < LargestBatch && IsEvent(_pending[events]))
            events++;
        return events > 0 ? TakeRange(0, events) : _pending.Count > 0 ? TakeRange(0, 1) : [];
    }

    public void PutBack(IEnumerable<InstanceMessage> messages) => _pending.InsertRange(0, messages);

    private static bool IsEvent(InstanceMessage message)
        => message is InstanceMessage.Arrived or InstanceMessage.Sent { Entry.Message.Kind: InboxMessageKind.Event };

    private List<InstanceMessage> TakeRange(int from, int count)
    {
        var taken = _pending.GetRange(from, count);
        _pending.RemoveRange(from, count);
        return taken;
    }

    private bool Remember(string key)
    {
        if (_older.Contains(key) || !_recent.Add(key))
            return false;
        if (_recent.Count >= RememberedKeys)
            (_older, _recent) = (_recent, []);
        return true;
    }
}
