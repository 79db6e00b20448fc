using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>
/// Reads a search space: an array of parameters, or an object of name → parameter in which the short forms
/// (<c>{"uniform": [-5, 5]}</c>, <c>[0.001, 0.1, "log"]</c>, …) are allowed too.
/// </summary>
internal static class SearchSpaceParser
{
    private const string Kinds = "float, int, categorical, ordinal, normal, lognormal";
    private const string Preset = "preset";
    private const string Logit = "logit";
    private const int MaxNameLength = 128;
    private const int MaxChoices = DocumentReader.MaxMembers;

    public static IReadOnlyList<ParameterSpec>? Parse(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            errors.Add(
                pointer,
                $"must be an array of parameters, an object of name → parameter, or \"{OpenSpaceParser.Word}\", "
                + $"not {ObjectReader.Describe(element)}");
            return null;
        }

        var isArray = element.ValueKind == JsonValueKind.Array;
        if (isArray ? element.GetArrayLength() == 0 : !element.EnumerateObject().Any())
        {
            errors.Add(pointer, "must have at least one parameter");
            return null;
        }

        // Positions tell where a parameter stands in the document, for the checks between parameters.
        var specs = new List<(ParameterSpec Spec, string Pointer)>();
        // A parameter that is there but wrong is not missing for those that depend on it.
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, spec, at) in isArray ? ReadArray(element, pointer, errors) : ReadObject(element, pointer, errors))
        {
            if (name is not null) declared.Add(name);
            if (name is not null && spec is not null) specs.Add((spec, at));
        }

        CheckNames(specs, errors);
        ConditionChecks.Check(specs, declared, errors);
        return [.. specs.Select(s => s.Spec)];
    }

    private static IEnumerable<(string? Name, ParameterSpec? Spec, string At)> ReadArray(
        JsonElement array, string pointer, ErrorList errors)
    {
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            var at = JsonPointer.Element(pointer, index++);
            if (ObjectReader.Open(item, at, errors) is not { } reader) continue;
            var name = ReadName(reader);
            yield return (name, LongForm(reader, name ?? "", errors), at);
        }
    }

    private static IEnumerable<(string? Name, ParameterSpec? Spec, string At)> ReadObject(
        JsonElement element, string pointer, ErrorList errors)
    {
        var parameters = ObjectReader.OpenMap(element, pointer, errors)!;
        // A string is no parameter: it names a space, of which parameters beside it replace those of the same name.
        var preset = parameters.Get(Preset) is { ValueKind: JsonValueKind.String } named ? named.GetString() : null;
        var names = parameters.Names.ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in preset is null ? [] : PresetOf(preset, parameters))
            if (!names.Contains(parameter.Spec.Name)) yield return (parameter.Spec.Name, parameter.Spec, parameters.PointerTo(Preset));
        foreach (var name in parameters.Names)
        {
            if (preset is not null && name == Preset) continue;
            var at = parameters.PointerTo(name);
            if (NameError(name) is { } reason) errors.Add(at, reason);
            yield return (name, ShortForms.Parse(parameters.Get(name), name, at, errors), at);
        }
    }

    private static IReadOnlyList<PresetParameter> PresetOf(string name, ObjectReader parameters)
    {
        if (SpacePresets.Find(name) is { } preset) return preset.Parameters;
        parameters.Error(Preset, $"there is no space '{name}'; known are {string.Join(", ", SpacePresets.All.Select(p => p.Name))}");
        return [];
    }

    /// <summary>Reads a parameter spelled out by kind; every error goes into the list.</summary>
    public static ParameterSpec? LongForm(ObjectReader reader, string name, ErrorList errors)
    {
        reader.Rename("type", "kind");
        MeantBy(reader, "min", "low");
        MeantBy(reader, "max", "high");
        if (reader.Get("kind") is null) reader.Error("kind", $"is required: one of {Kinds}");
        var kindText = reader.Text("kind");
        if (kindText is null) return null;
        if (KindOf(kindText) is not { } kind)
        {
            reader.Error("kind", $"'{kindText}' is unknown; known are {Kinds}");
            return null;
        }

        var when = ReadWhen(reader, errors);
        var spec = kind switch
        {
            ParameterKind.Float or ParameterKind.Int => ReadNumeric(reader, name, kind, errors),
            ParameterKind.Categorical or ParameterKind.Ordinal => ReadCategorical(reader, name, kind, errors),
            _ => ReadNormal(reader, name, kind, errors),
        };
        reader.Get("name");
        reader.RejectUnknown();
        return spec is null ? null : spec with { When = when };
    }

    // Read as what it means, so that this is not said to be missing as well.
    private static void MeantBy(ObjectReader reader, string other, string name)
    {
        if (!reader.Names.Contains(other) || reader.Names.Contains(name)) return;
        reader.Rename(other, name);
        reader.Error(name, $"is not a field here; did you mean '{name}'?");
    }

    /// <summary>Reads choices: one or more scalars, all different; null (and errors) when they are not.</summary>
    public static IReadOnlyList<ParameterValue>? ReadChoices(JsonElement element, string pointer, ErrorList errors)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is 0 or > MaxChoices)
        {
            errors.Add(pointer, $"must be an array of 1 to {MaxChoices} strings, numbers, booleans or null");
            return null;
        }

        var choices = new List<ParameterValue>();
        var seen = new HashSet<ParameterValue>();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (errors.IsFull)
            {
                // What else is wrong would only be counted, and may be half a million things.
                errors.Add(pointer, "is not read to its end");
                return null;
            }

            var at = JsonPointer.Element(pointer, index++);
            if (ParameterValue.FromJson(item) is not { } value)
                errors.Add(at, $"must be a string, a finite number, a boolean or null, not {ObjectReader.Describe(item)}");
            else if (value.HasNul) errors.Add(at, "must not contain a NUL character: a program's arguments end there");
            else if (!seen.Add(value)) errors.Add(at, $"{ObjectReader.Describe(item)} stands twice");
            else choices.Add(value);
        }

        return choices.Count == index ? choices : null;
    }

    /// <summary>The conditions of a parameter: parent → values.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>? ReadWhen(ObjectReader reader, ErrorList errors)
    {
        if (reader.OpenMap("when") is not { } conditions) return null;
        var when = new Dictionary<string, IReadOnlyList<ParameterValue>>(StringComparer.Ordinal);
        foreach (var parent in conditions.Names)
        {
            var listed = conditions.GetOrNull(parent)!.Value;
            // A single value is what people write for one choice.
            if (ParameterValue.FromJson(listed) is { } single) when[parent] = [single];
            else if (ReadChoices(listed, conditions.PointerTo(parent), errors) is { } values) when[parent] = values;
        }

        return when.Count > 0 ? when : null;
    }

    private static string? ReadName(ObjectReader reader)
    {
        if (reader.Require("name") is null || reader.Text("name") is not { } name) return null;
        if (NameError(name) is { } reason) reader.Error("name", reason);
        return name;
    }

    /// <summary>Why nothing can be called so; null when a parameter can.</summary>
    public static string? NameError(string name)
    {
        if (name.Length is 0 or > MaxNameLength) return $"a parameter's name must have 1 to {MaxNameLength} characters";
        return name.Any(c => c is '{' or '}' || char.IsControl(c))
            ? "a parameter's name must not contain { } or control characters"
            : null;
    }

    private static ParameterKind? KindOf(string text) => text switch
    {
        "float" => ParameterKind.Float,
        "int" => ParameterKind.Int,
        "categorical" => ParameterKind.Categorical,
        "ordinal" => ParameterKind.Ordinal,
        "normal" => ParameterKind.Normal,
        "lognormal" or "logNormal" => ParameterKind.LogNormal,
        _ => null,
    };

    private static ParameterSpec? ReadNumeric(ObjectReader reader, string name, ParameterKind kind, ErrorList errors)
    {
        reader.Require("low");
        reader.Require("high");
        var (scale, log) = (reader.Choice("scale", "linear", "log", Logit), reader.Bool("log"));
        if (scale is not null && log is not null && log != (scale == "log")) reader.Error("scale", "is another one than log says");
        var spec = new ParameterSpec
        {
            Name = name,
            Kind = kind,
            Low = reader.Number("low"),
            High = reader.Number("high"),
            Log = log ?? scale == "log",
            Scale = scale == Logit ? ScaleKind.Logit : null,
            Step = reader.Number("step"),
        };
        RangeChecks.Numeric(spec, reader.PointerTo, errors);
        return spec.Low is null || spec.High is null ? null : spec;
    }

    private static ParameterSpec? ReadCategorical(ObjectReader reader, string name, ParameterKind kind, ErrorList errors) =>
        reader.Require("choices") is { } element ? OfChoices(name, kind, element, reader.PointerTo("choices"), errors) : null;

    /// <summary>A parameter of choices, however it was written.</summary>
    public static ParameterSpec? OfChoices(string name, ParameterKind kind, JsonElement element, string pointer, ErrorList errors)
    {
        if (ReadChoices(element, pointer, errors) is not { } choices) return null;
        for (var i = 0; kind == ParameterKind.Ordinal && i < choices.Count; i++)
            if (!choices[i].IsNumber && choices[i].Kind != ParameterValueKind.Text)
                errors.Add(JsonPointer.Element(pointer, i), $"must be a number or a string of an ordinal, not {choices[i]}");
        return new ParameterSpec { Name = name, Kind = kind, Choices = choices };
    }

    private static ParameterSpec? ReadNormal(ObjectReader reader, string name, ParameterKind kind, ErrorList errors)
    {
        reader.Require("mu");
        reader.Require("sigma");
        var spec = new ParameterSpec
        {
            Name = name,
            Kind = kind,
            Mu = reader.Number("mu"),
            Sigma = reader.Number("sigma"),
            Low = reader.Number("low"),
            High = reader.Number("high"),
        };
        RangeChecks.Normal(spec, reader.PointerTo, errors);
        return spec.Mu is null || spec.Sigma is null ? null : spec;
    }

    private static void CheckNames(List<(ParameterSpec Spec, string Pointer)> specs, ErrorList errors)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (spec, pointer) in specs)
            if (!seen.TryAdd(spec.Name, pointer))
                errors.Add(JsonPointer.Member(pointer, "name"), $"'{spec.Name}' is already the name of {seen[spec.Name]}");
    }
}
