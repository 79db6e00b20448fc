using System.Text;

namespace Serverless.Tuner.Core.Studies;

/// <summary>Changes the notes that are kept with a study or a trial.</summary>
public static class AttributeChanges
{
    private const int Most = 100;
    private const int MostBytes = 32 * 1024;

    /// <summary>The notes with changes: a text in place of another, null to remove one.</summary>
    /// <returns>The notes after it, the same instance when nothing changes; and what is wrong with them, in words, or null.</returns>
    public static (IReadOnlyDictionary<string, string> Attributes, string? Wrong) Apply(
        IReadOnlyDictionary<string, string> attributes, IReadOnlyDictionary<string, string?> changes)
    {
        if (changes.All(c => attributes.GetValueOrDefault(c.Key) == c.Value)) return (attributes, null);
        var changed = new Dictionary<string, string>(attributes, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
            if (value is null) changed.Remove(name);
            else changed[name] = value;
        var bytes = changed.Sum(a => (long)Encoding.UTF8.GetByteCount(a.Key) + Encoding.UTF8.GetByteCount(a.Value));
        return (changed, changed.Count > Most ? $"would be {changed.Count} attributes, of which {Most} can be kept"
            : bytes > MostBytes ? $"would take {bytes} bytes, of which {MostBytes} can be kept"
            : null);
    }
}
