using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Reads query parameters; what is wrong with them goes into one list.</summary>
internal sealed class Query(HttpRequest request)
{
    private const int MostShown = 100;

    private readonly List<FieldError> _errors = [];
    private readonly List<string> _known = [];

    /// <summary>A trial's number as a part of a path; null when it is none.</summary>
    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is wrong: to be asked for when every parameter was read, since all others are wrong.</summary>
    public IReadOnlyList<FieldError> Errors =>
        [.. _errors, .. request.Query.Keys.Except(_known, StringComparer.OrdinalIgnoreCase).Select(Unknown)];

    /// <summary>The refusal of a request that has parameters where none are taken; null when it has none.</summary>
    public static JsonAnswer? RefusalOfAny(HttpRequest request, string title) =>
        new Query(request).Errors is { Count: > 0 } errors ? JsonAnswer.Invalid(title, errors) : null;

    public string? Text(string name)
    {
        _known.Add(name);
        return request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[0]!.Length > 0 ? values[0] : null;
    }

    /// <summary>A parameter that may be repeated.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        _known.Add(name);
        return request.Query.TryGetValue(name, out var values) ? [.. values.OfType<string>().Where(text => text.Length > 0)] : [];
    }

    public int Int(string name, int min, int max, int otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        Error(name, $"must be a whole number from {min} to {max}, not '{Shown(text)}'");
        return otherwise;
    }

    /// <summary>A state, or another word of a few, by its name.</summary>
    public T? State<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        if (Enum.TryParse<T>(text, ignoreCase: true, out var state) && char.IsAsciiLetter(text[0]) && Enum.IsDefined(state)) return state;
        var names = Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        Error(name, $"must be {string.Join(", ", names.SkipLast(1))} or {names.Last()}, not '{Shown(text)}'");
        return null;
    }

    /// <summary>Tags, each as <c>NAME=VALUE</c>; the parameter may be repeated.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags(string name)
    {
        _known.Add(name);
        if (!request.Query.TryGetValue(name, out var values)) return [];
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var text in values.OfType<string>())
            if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                tags.Add(KeyValuePair.Create(text[..at], text[(at + 1)..]));
            else Error(name, $"must be NAME=VALUE, not '{Shown(text)}'");
        return tags;
    }

    /// <summary>The order of a list of trials; by ascending number when none is asked for.</summary>
    public TrialOrder Order(string name)
    {
        if (Text(name) is not { } text) return TrialOrder.ByNumber;
        if (TrialOrder.Find(text) is { } order) return order;
        Error(name, $"must be {string.Join(", ", TrialOrder.Names)}, not '{Shown(text)}'");
        return TrialOrder.ByNumber;
    }

    /// <summary>The place after which a page begins, as <paramref name="read"/> knows it; null for the first page.</summary>
    public T? After<T>(string name, Func<string, T?> read)
    {
        if (Text(name) is not { } text) return default;
        if (read(text) is { } place) return place;
        Error(name, "must be the `next` of a page of the same list, in the same order");
        return default;
    }

    /// <summary>Notes what is wrong with a parameter.</summary>
    public void Error(string name, string detail) => _errors.Add(new FieldError($"?{name}", detail));

    private FieldError Unknown(string name)
    {
        var others = _known.Count == 0 ? "there are none" : $"known are {string.Join(", ", _known)}{DidYouMean.Hint(name, _known)}";
        return new FieldError($"?{Shown(name)}", $"is not a parameter here; {others}");
    }

    /// <summary>As much of a text as an error repeats of it.</summary>
    public static string Shown(string text) => Excerpt.Start(text, MostShown);
}
