using System.Text.Json;

namespace Serverless.Tuner.Functions.Agents;

/// <summary>Reads what a tool was called with; what is wrong goes into one list.</summary>
/// <param name="given">The arguments by name.</param>
/// <param name="known">The names that the tool takes.</param>
internal sealed class ToolArguments(IDictionary<string, JsonElement>? given, IReadOnlyList<string> known)
{
    private readonly List<string> _errors = [];

    /// <summary>What is wrong: to be asked for when every argument was read.</summary>
    public IReadOnlyList<string> Errors =>
    [
        .. _errors,
        .. (given?.Keys ?? []).Except(known).Select(name =>
            $"{QuotedText.Of(name)} is not an argument here; known are {string.Join(", ", known)}{DidYouMean.Hint(name, known)}"),
    ];

    /// <summary>Whatever was given; null when nothing was.</summary>
    public JsonElement? Any(string name) =>
        given is not null && given.TryGetValue(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    public string? Text(string name, bool isRequired = false)
    {
        if (Any(name) is not { } value)
        {
            if (isRequired) _errors.Add($"{name} is required");
            return null;
        }

        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        _errors.Add($"{name} must be a string");
        return null;
    }

    /// <summary>One of some words.</summary>
    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (char.IsAsciiLetter(text.FirstOrDefault()) && Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word))
            return word;
        _errors.Add($"{name} must be {string.Join(" or ", Words<T>())}, not {QuotedText.Of(text)}");
        return null;
    }

    public int? Int(string name, int min, int max, bool isRequired = false)
    {
        if (Any(name) is not { } value)
        {
            if (isRequired) _errors.Add($"{name} is required");
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max) return number;
        _errors.Add($"{name} must be a whole number from {min} to {max}");
        return null;
    }

    /// <summary>Texts by name; empty when there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(string name)
    {
        if (Any(name) is not { } value) return [];
        if (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(m => m.Value.ValueKind == JsonValueKind.String))
            return [.. value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value.GetString()!))];
        _errors.Add($"{name} must be an object of strings");
        return [];
    }

    /// <summary>The words of an enum, as the API writes them.</summary>
    public static IReadOnlyList<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
