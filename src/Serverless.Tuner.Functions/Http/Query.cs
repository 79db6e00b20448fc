using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Serverless.Tuner.Functions.Http;

/// <summary>Reads query parameters; what is wrong with them goes into one list.</summary>
internal sealed class Query(HttpRequest request)
{
    private readonly List<FieldError> _errors = [];

    /// <summary>A trial's number as a part of a path; null when it is none.</summary>
    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public IReadOnlyList<FieldError> Errors => _errors;

    public string? Text(string name) =>
        request.Query.TryGetValue(name, out var values) && values.Count > 0 && values[0]!.Length > 0 ? values[0] : null;

    public int Int(string name, int min, int max, int otherwise)
    {
        if (Text(name) is not { } text) return otherwise;
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        _errors.Add(new FieldError($"?{name}", $"must be a whole number from {min} to {max}, not '{text}'"));
        return otherwise;
    }

    public TrialState? State(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Enum.TryParse<TrialState>(text, ignoreCase: true, out var state) && !char.IsAsciiDigit(text[0]) && Enum.IsDefined(state))
            return state;
        _errors.Add(new FieldError($"?{name}", $"must be waiting, running, complete, pruned or failed, not '{text}'"));
        return null;
    }
}
