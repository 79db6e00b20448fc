using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads and checks regions that a study is to exclude.</summary>
internal static class RegionsReader
{
    /// <summary>How many regions a study may exclude.</summary>
    public const int Most = 100;

    private const string Field = "exclude";

    /// <summary>The regions of a document, a single value as a list of one; null when there are none, or they are wrong.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>? Read(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get(Field) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Most)
        {
            reader.Error(Field, $"must be an array of up to {Most} regions, each an object of parameters; [] excludes none");
            return null;
        }

        var regions = new List<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>>();
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
            if (ObjectReader.OpenMap(item, JsonPointer.Element(reader.PointerTo(Field), i), errors) is { } region)
                regions.Add(ReadRegion(region, errors));
        return regions;
    }

    /// <summary>The regions as a study keeps them; what is wrong with them for its space goes into the list.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> Check(
        StudySpec spec, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> regions, ErrorList errors)
    {
        if (regions.Count > Most) errors.Add($"/{Field}", $"must be up to {Most} regions");
        var kinds = spec.SearchSpace.ToDictionary(p => p.Name, p => p.Kind, StringComparer.Ordinal);
        for (var i = 0; i < regions.Count; i++)
        {
            var at = JsonPointer.Element($"/{Field}", i);
            if (regions[i].Count == 0) errors.Add(at, "names no parameter: it would exclude every point");
            foreach (var (name, values) in regions[i])
                if (WrongWith(kinds, name, values) is { } wrong) errors.Add(JsonPointer.Member(at, name), wrong);
        }

        return regions;
    }

    private static string? WrongWith(Dictionary<string, ParameterKind> kinds, string name, IReadOnlyList<ParameterValue> values)
    {
        if (!kinds.TryGetValue(name, out var kind)) return "is not a parameter of the search space";
        if (values.Count == 0) return "must have at least one value";
        if (kind == ParameterKind.Categorical) return null;
        if (values.Count > 2 || values.Any(v => !v.IsNumber)) return "must be [low, high], or one number";
        return values[0].AsDouble() <= values[^1].AsDouble() ? null : $"low ({values[0]}) is above high ({values[^1]})";
    }

    private static Dictionary<string, IReadOnlyList<ParameterValue>> ReadRegion(ObjectReader region, ErrorList errors)
    {
        var sides = new Dictionary<string, IReadOnlyList<ParameterValue>>(StringComparer.Ordinal);
        foreach (var name in region.Names)
        {
            var value = region.GetOrNull(name)!.Value;
            if (ParameterValue.FromJson(value) is { } single) sides[name] = [single];
            else if (ReadValues(value) is { } values) sides[name] = values;
            else errors.Add(region.PointerTo(name), "must be [low, high], a list of choices, or one value");
        }

        return sides;
    }

    // [0.5, 0.5] is a range of one number: unlike choices, its ends may be the same.
    private static List<ParameterValue>? ReadValues(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > 10_000) return null;
        var values = new List<ParameterValue>();
        foreach (var item in value.EnumerateArray())
            if (ParameterValue.FromJson(item) is { } scalar) values.Add(scalar);
            else return null;
        return values;
    }
}
