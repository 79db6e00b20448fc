using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads and checks regions that a study is to exclude.</summary>
internal static class RegionsReader
{
    /// <summary>How many regions a study may exclude.</summary>
    public const int Most = 100;

    private const string Field = "exclude";
    private const int LongestValue = 80;

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
    /// <param name="spec">The study.</param>
    /// <param name="regions">The regions.</param>
    /// <param name="errors">The list.</param>
    /// <param name="pointer">Where they stand.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> Check(
        StudySpec spec, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> regions, ErrorList errors,
        string pointer = $"/{Field}")
    {
        if (regions.Count > Most) errors.Add(pointer, $"must be up to {Most} regions");
        var known = spec.SearchSpace.ToDictionary(p => p.Name, StringComparer.Ordinal);
        for (var i = 0; i < regions.Count; i++)
        {
            var at = JsonPointer.Element(pointer, i);
            if (regions[i].Count == 0) errors.Add(at, "names no parameter: it would exclude every point");
            foreach (var (name, values) in regions[i])
                foreach (var wrong in WrongWith(known, name, values)) errors.Add(JsonPointer.Member(at, name), wrong);
        }

        return regions;
    }

    /// <summary>Of regions that were checked once, what still excludes something of a space that was changed since.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> Fitting(
        StudySpec spec, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> regions)
    {
        var known = spec.SearchSpace.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return [.. regions.Select(Left).Where(region => region.All(side => !WrongWith(known, side.Key, side.Value).Any()))];

        IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> Left(
            IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>> region) =>
            region.ToDictionary(
                side => side.Key,
                side => known.GetValueOrDefault(side.Key)?.Choices is { } choices
                    ? [.. side.Value.Where(value => new ValueSet(choices).Find(value) is not null)]
                    : side.Value,
                StringComparer.Ordinal);
    }

    private static IEnumerable<string> WrongWith(
        Dictionary<string, ParameterSpec> known, string name, IReadOnlyList<ParameterValue> values)
    {
        if (!known.TryGetValue(name, out var parameter))
            return [$"is not a parameter of the search space{DidYouMean.Hint(name, known.Keys)}"];
        if (values.Count == 0) return ["must have at least one value"];
        if (parameter.Choices is { } choices) return WrongChoices(name, choices, values);
        return WrongRange(parameter, values) is { } wrong ? [wrong] : [];
    }

    // A choice that there is not excludes nothing, and would take the place of the one that was meant.
    private static IEnumerable<string> WrongChoices(
        string name, IReadOnlyList<ParameterValue> choices, IReadOnlyList<ParameterValue> values)
    {
        var (set, texts) = (new ValueSet(choices), choices.Where(c => c.Kind == ParameterValueKind.Text).Select(c => c.ToString()));
        return values.Where(value => set.Find(value) is null).Select(value =>
            $"'{Excerpt.Start(value.ToString(), LongestValue)}' is not a choice of {name}{DidYouMean.Hint(value.ToString(), texts)}");
    }

    private static string? WrongRange(ParameterSpec parameter, IReadOnlyList<ParameterValue> values)
    {
        if (values.Count > 2 || values.Any(v => !v.IsNumber)) return "must be [low, high], or one number";
        var (low, high) = (values[0].AsDouble(), values[^1].AsDouble());
        if (low > high) return $"low ({values[0]}) is above high ({values[^1]})";
        return low > parameter.High || high < parameter.Low
            ? $"is outside of the range of {parameter.Name}, {Limit(parameter.Low)} to {Limit(parameter.High)}: it would exclude nothing"
            : null;

        static string Limit(double? limit) => limit?.ToString("R", CultureInfo.InvariantCulture) ?? "any";
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
