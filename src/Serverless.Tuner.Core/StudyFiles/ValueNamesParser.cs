namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads what a study file calls the study's values.</summary>
internal static class ValueNamesParser
{
    private const int LongestName = 128;

    /// <summary>One name for each direction; null when the file gives none.</summary>
    public static IReadOnlyList<string>? Read(ObjectReader reader, int directions, ErrorList errors)
    {
        if (reader.Get("metric") is not null && reader.Get("valueNames") is not null)
            reader.Error("valueNames", "stands beside metric; give one of the two");
        var names = reader.Text("metric") is { } metric ? [metric] : reader.Texts("valueNames");
        if (names is null) return null;
        var field = reader.Get("metric") is null ? "valueNames" : "metric";
        if (names.Count != directions)
            reader.Error(field, $"has {names.Count} names, but the study has {directions} directions; give one for each in valueNames");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count) reader.Error(field, "has the same name twice");
        for (var i = 0; i < names.Count; i++)
            if (names[i].Length is 0 or > LongestName || names[i].Any(char.IsControl))
                errors.Add(
                    field == "metric" ? reader.PointerTo(field) : JsonPointer.Element(reader.PointerTo(field), i),
                    $"must have 1 to {LongestName} characters, and no control characters");
        return names;
    }
}
