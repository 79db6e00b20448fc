using System.Text;
using System.Text.Json;

namespace Serverless.Tuner.Cli.Moving;

/// <summary>Notes as attributes have them: a text as it is, whatever else JSON knows as its JSON; a text that could be taken for JSON in
/// quotes. So each can be told from the others again.</summary>
internal static class TextNotes
{
    private const int Most = 100;
    private const int MostBytes = 32 * 1024;
    private const int LongestName = 128;

    /// <summary>The attribute of a value that was written as JSON.</summary>
    public static string FromJson(string json)
    {
        if (!json.StartsWith('"')) return json;
        try
        {
            var text = JsonSerializer.Deserialize<string>(json)!;
            return IsJson(text) ? json : text;
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>The JSON of an attribute.</summary>
    public static string ToJson(string attribute) => IsJson(attribute) ? attribute : JsonSerializer.Serialize(attribute);

    /// <summary>As many of the notes as can be kept, and whether those are all.</summary>
    public static (Dictionary<string, string>? Kept, bool AreAll) Fitting(IEnumerable<KeyValuePair<string, string>> notes)
    {
        var (kept, areAll, bytes) = (new Dictionary<string, string>(StringComparer.Ordinal), true, 0L);
        foreach (var (name, text) in notes)
        {
            var more = (long)Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(text);
            var fits = name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) && kept.Count < Most && bytes + more <= MostBytes;
            areAll &= fits;
            if (!fits) continue;
            kept[name] = text;
            bytes += more;
        }

        return (kept.Count > 0 ? kept : null, areAll);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
