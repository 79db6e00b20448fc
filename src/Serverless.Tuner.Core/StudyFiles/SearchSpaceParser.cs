using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>
/// Reads a search space: an array of parameters, or an object of name → parameter in which the short forms
/// (<c>{"uniform": [-5, 5]}</c>, <c>[0.001, 0.1, "log"]</c>, …) are allowed too.
/// </summary>
internal static class SearchSpaceParser
{
    private const string Kinds = "float, int, categorical, normal, lognormal";
    private const string Preset = "preset";
    private const int MaxNameLength = 128;
    private const int MaxChoices = DocumentReader.MaxMembers;

    /// <summary>2⁵³: the largest range in which every integer is a double too.</summary>
    private const double MaxInt = 9007199254740992;

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
            ParameterKind.Categorical => ReadCategorical(reader, name, errors),
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

    /// <summary>Checks the limits of a numeric parameter, however it was written.</summary>
    public static void CheckNumeric(ParameterSpec spec, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec is not { Low: { } low, High: { } high }) return;
        if (low > high) errors.Add(pointerTo("low"), $"low ({low:R}) is above high ({high:R})");
        else if (!double.IsFinite(high - low)) errors.Add(pointerTo("high"), "high - low is too large for a double");
        if (spec.Log && low <= 0) errors.Add(pointerTo("low"), $"must be above 0 on a logarithmic scale, not {low:R}");
        if (spec.Kind == ParameterKind.Int)
        {
            foreach (var (field, value) in new[] { ("low", low), ("high", high) })
                if (value != Math.Floor(value) || Math.Abs(value) > MaxInt)
                    errors.Add(pointerTo(field), $"must be a whole number within ±2^53, not {value:R}");
        }

        if (spec.Step is { } step) CheckStep(spec, step, high - low, pointerTo, errors);
    }

    private static void CheckStep(ParameterSpec spec, double step, double width, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec.Log) errors.Add(pointerTo("step"), "cannot be combined with log");
        if (step <= 0 || step > width && width > 0) errors.Add(pointerTo("step"), $"must be above 0 and at most high - low, not {step:R}");
        if (spec.Kind == ParameterKind.Int && step != Math.Floor(step))
            errors.Add(pointerTo("step"), $"must be a whole number, not {step:R}");
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

    /// <summary>Checks mu, sigma and the limits of a normal or lognormal, however it was written.</summary>
    public static void CheckNormal(ParameterSpec spec, Func<string, string> pointerTo, ErrorList errors)
    {
        if (spec.Sigma is <= 0) errors.Add(pointerTo("sigma"), $"must be above 0, not {spec.Sigma:R}");
        if (spec.Low >= spec.High) errors.Add(pointerTo("low"), $"low ({spec.Low:R}) must be below high ({spec.High:R})");
        // No draw lies further out than 9 sigma.
        var farthest = Math.Abs(spec.Mu ?? 0) + (9 * (spec.Sigma ?? 0));
        if (farthest > (spec.Kind == ParameterKind.LogNormal ? 700 : double.MaxValue))
            errors.Add(pointerTo("mu"), "mu and sigma reach values that no double holds");
        if (spec.Kind != ParameterKind.LogNormal) return;
        if (spec.Low < 0) errors.Add(pointerTo("low"), $"must not be below 0 for a lognormal, not {spec.Low:R}");
        if (spec.High <= 0) errors.Add(pointerTo("high"), $"must be above 0 for a lognormal, not {spec.High:R}");
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
        "normal" => ParameterKind.Normal,
        "lognormal" or "logNormal" => ParameterKind.LogNormal,
        _ => null,
    };

    private static ParameterSpec? ReadNumeric(ObjectReader reader, string name, ParameterKind kind, ErrorList errors)
    {
        reader.Require("low");
        reader.Require("high");
        var spec = new ParameterSpec
        {
            Name = name,
            Kind = kind,
            Low = reader.Number("low"),
            High = reader.Number("high"),
            Log = reader.Bool("log") ?? false,
            Step = reader.Number("step"),
        };
        CheckNumeric(spec, reader.PointerTo, errors);
        return spec.Low is null || spec.High is null ? null : spec;
    }

    private static ParameterSpec? ReadCategorical(ObjectReader reader, string name, ErrorList errors)
    {
        if (reader.Require("choices") is not { } element) return null;
        var choices = ReadChoices(element, reader.PointerTo("choices"), errors);
        return choices is null ? null : new ParameterSpec { Name = name, Kind = ParameterKind.Categorical, Choices = choices };
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
        CheckNormal(spec, reader.PointerTo, errors);
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
