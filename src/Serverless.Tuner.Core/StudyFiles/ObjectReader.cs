using System.Text.Json;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>
/// Reads the fields of one JSON object; what is wrong goes into the error list under the field's pointer, and the
/// caller gets null and goes on, so that one pass finds every error.
/// </summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly ErrorList _errors;

    /// <summary>How fields are written whose name the document has in another form.</summary>
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly bool _isMap;

    private ObjectReader(string pointer, ErrorList errors, bool isMap = false)
    {
        Pointer = pointer;
        _errors = errors;
        _isMap = isMap;
    }

    /// <summary>The pointer to the object.</summary>
    public string Pointer { get; }

    /// <summary>A reader for <paramref name="element"/>; null (and an error) when that is no object.</summary>
    public static ObjectReader? Open(JsonElement element, string pointer, ErrorList errors) => Open(element, pointer, errors, isMap: false);

    /// <summary>A reader for an object whose names are the user's own, which stand for nothing but themselves.</summary>
    public static ObjectReader? OpenMap(JsonElement element, string pointer, ErrorList errors) =>
        Open(element, pointer, errors, isMap: true);

    private static ObjectReader? Open(JsonElement element, string pointer, ErrorList errors, bool isMap)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add(pointer, $"must be an object, not {Describe(element)}");
            return null;
        }

        var reader = new ObjectReader(pointer, errors, isMap);
        foreach (var property in element.EnumerateObject()) reader.Add(property.Name, property.Value);
        return reader;
    }

    /// <summary>A reader for fields that are no document's.</summary>
    public static ObjectReader Of(IEnumerable<KeyValuePair<string, JsonElement>> fields, string pointer, ErrorList errors)
    {
        var reader = new ObjectReader(pointer, errors);
        foreach (var (name, value) in fields) reader.Add(name, value);
        return reader;
    }

    /// <summary>How much has been found wrong, here and elsewhere in the document.</summary>
    public int ErrorCount => _errors.Count;

    /// <summary>The names of the object's fields, in the order of the document.</summary>
    public IReadOnlyCollection<string> Names => _fields.Keys;

    /// <summary>The pointer to a field, with the name that the document has for it.</summary>
    public string PointerTo(string name) => JsonPointer.Member(Pointer, _written.GetValueOrDefault(name, name));

    public void Error(string name, string detail) => _errors.Add(PointerTo(name), detail);

    /// <summary>The field, unless it is absent or null.</summary>
    public JsonElement? Get(string name)
    {
        if (!_isMap) name = OtherNames.Field(name);
        _known.Add(name);
        return _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    /// <summary>The field, also where it is null; none when it is absent.</summary>
    public JsonElement? GetOrNull(string name)
    {
        _known.Add(name);
        return _fields.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>A reader for a field that holds an object.</summary>
    public ObjectReader? Open(string name) => Get(name) is { } element ? Open(element, PointerTo(name), _errors) : null;

    /// <summary>A reader for a field that holds an object whose names are the user's own.</summary>
    public ObjectReader? OpenMap(string name) => Get(name) is { } element ? OpenMap(element, PointerTo(name), _errors) : null;

    /// <summary>Takes one field for another where a document may call it either; both at once are an error.</summary>
    public void Rename(string other, string name)
    {
        if (!_fields.Remove(other, out var value)) return;
        _written[other] = _written.GetValueOrDefault(other, other);
        if (!_fields.TryAdd(name, value)) Error(other, $"stands beside {name}, which is the same; give one of the two");
        else _written[name] = _written[other];
    }

    public JsonElement? Require(string name)
    {
        var value = Get(name);
        if (value is null) Error(name, "is required");
        return value;
    }

    public string? Text(string name)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Error(name, $"must be a string, not {Describe(value)}");
        return null;
    }

    /// <summary>The elements, each with its pointer, of an array of 1 to
    /// <paramref name="most"/>; null when the field is absent or no such array.</summary>
    public IReadOnlyList<(JsonElement Item, string At)>? Elements(string name, int most, string what)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is var count && count > 0 && count <= most)
            return [.. value.EnumerateArray().Select((item, i) => (item, JsonPointer.Element(PointerTo(name), i)))];
        Error(name, $"must be an array of 1 to {most} {what}");
        return null;
    }

    /// <summary>An array of strings that are not empty.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Elements(name, 1_000, "strings") is not { } elements) return null;
        var texts = new List<string>();
        foreach (var (item, at) in elements)
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Length == 0)
                _errors.Add(at, $"must be a string that is not empty, not {Describe(item)}");
            else if (item.GetString()!.Contains('\0', StringComparison.Ordinal)) _errors.Add(at, "must not contain a NUL character");
            else texts.Add(item.GetString()!);
        }

        return texts;
    }

    /// <summary>One of some words.</summary>
    public string? Choice(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text) return null;
        if (words.Contains(text)) return text;
        Error(name, $"must be one of {string.Join(", ", words.ToArray())}, not '{text}'");
        return null;
    }

    public bool? Bool(string name)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Error(name, $"must be true or false, not {Describe(value)}");
        return null;
    }

    public int? Int(string name, int min, int max)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max) return number;
        Error(name, $"must be a whole number from {min} to {max}, not {Describe(value)}");
        return null;
    }

    public long? Long(string name)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)) return number;
        Error(name, $"must be a whole number of 64 bits, not {Describe(value)}");
        return null;
    }

    public double? Number(string name)
    {
        if (Get(name) is not { } value) return null;
        var number = AsNumber(value);
        if (number is null) Error(name, $"must be a finite number, not {Describe(value)}");
        return number;
    }

    /// <summary>A number from <paramref name="min"/>, or above it, to <paramref name="max"/>.</summary>
    public double? Number(string name, double min, double max, bool isAbove = false)
    {
        if (Number(name) is not { } number) return null;
        if (number <= max && (isAbove ? number > min : number >= min)) return number;
        Error(
            name,
            isAbove ? $"must be above {min:R} and at most {max:R}, not {number:R}" : $"must be from {min:R} to {max:R}, not {number:R}");
        return null;
    }

    /// <summary>A decimal number from <paramref name="min"/>, or above it, to
    /// <paramref name="max"/>, without the zeros that a file may have at its end.</summary>
    public decimal? Decimal(string name, decimal min, decimal max, bool isAbove)
    {
        if (Get(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number
            && value.TryGetDecimal(out var number) && number <= max && (isAbove ? number > min : number >= min))
            // Divided by a one with all its decimals, 1.50 becomes 1.5: the same amount is written the same way.
            return number / 1.0000000000000000000000000000m;
        Error(name, $"must be a number {(isAbove ? $"above {min} and at most" : $"from {min} to")} {max}, not {Describe(value)}");
        return null;
    }

    /// <summary>Reports every field that was not read, with the nearest known name.</summary>
    public void RejectUnknown()
    {
        foreach (var name in _fields.Keys)
        {
            if (_known.Contains(name)) continue;
            // To look for the nearest takes far longer than to read the field.
            Error(name, "is not a field here" + (_errors.IsFull ? "" : DidYouMean.Hint(name, _known)));
        }
    }

    public static double? AsNumber(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A short description of a value for an error message.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => Excerpt.Start(value.GetRawText(), 40),
    };

    private void Add(string written, JsonElement value)
    {
        var name = _isMap ? written : OtherNames.Field(written);
        var isNew = _fields.TryAdd(name, value);
        var before = isNew ? written : _written.GetValueOrDefault(name, name);
        if (isNew && name != written) _written.Add(name, written);
        if (isNew) return;
        _errors.Add(
            JsonPointer.Member(Pointer, written),
            before == written ? "stands twice in the same object" : $"stands beside {before}, which is the same; give one of the two");
    }
}
