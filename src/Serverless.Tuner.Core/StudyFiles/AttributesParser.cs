using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads notes that are to be kept with a study or a trial.</summary>
internal static class AttributesParser
{
    private const string Field = "attributes";
    private const int LongestName = 128;

    /// <summary>The notes by name, those that are to be removed with null; null when there are none. What is no text is kept as its JSON.
    /// </summary>
    public static Dictionary<string, string?>? Read(ObjectReader reader)
    {
        if (reader.OpenMap(Field) is not { } body) return null;
        var attributes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in body.Names)
        {
            if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
                body.Error(name, $"an attribute's name must have 1 to {LongestName} characters, and no control characters");
            var value = body.GetOrNull(name)!.Value;
            attributes[name] = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => value.GetString(),
                _ => value.GetRawText(),
            };
        }

        return attributes;
    }

    /// <summary>The notes that a study starts with; null when there are none.</summary>
    public static IReadOnlyDictionary<string, string>? ReadFirst(ObjectReader reader)
    {
        if (Read(reader) is not { } changes) return null;
        var (attributes, wrong) = Studies.AttributeChanges.Apply(new Dictionary<string, string>(), changes);
        if (wrong is not null) reader.Error(Field, wrong);
        return attributes;
    }
}
