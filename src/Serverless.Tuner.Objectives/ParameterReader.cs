namespace Serverless.Tuner.Objectives;

/// <summary>Reads what an objective receives; what is missing, of the wrong kind, out of range or unknown is told by name.</summary>
public sealed class ParameterReader(string objective, IReadOnlyDictionary<string, ParameterValue> parameters)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public double Float(string name, double? fallback = null, double low = double.NegativeInfinity, double high = double.PositiveInfinity)
    {
        if (!TryRead(name, fallback is not null, out var value)) return fallback!.Value;
        if (!value.IsNumber) throw Wrong(name, value, "a number");
        var number = value.AsDouble();
        return number >= low && number <= high ? number : throw Wrong(name, value, $"from {low} to {high}");
    }

    /// <summary>A whole number in [<paramref name="low"/>, <paramref name="high"/>]; a float that is whole will do.</summary>
    public int Int(string name, int fallback, int low, int high)
    {
        if (!TryRead(name, optional: true, out var value)) return fallback;
        if (!value.IsNumber || value.AsDouble() != Math.Floor(value.AsDouble())) throw Wrong(name, value, "a whole number");
        return value.AsDouble() >= low
            && value.AsDouble() <= high ? (int)value.AsDouble() : throw Wrong(name, value, $"from {low} to {high}");
    }

    /// <summary>One of the members of an enum, written in lower case.</summary>
    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum
    {
        if (!TryRead(name, optional: true, out var value)) return fallback;
        foreach (var member in Enum.GetValues<TEnum>())
            if (value == Named(member)) return member;
        throw Wrong(name, value, "one of " + string.Join(", ", Enum.GetValues<TEnum>().Select(m => Named(m))));
    }

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>], or null where that was chosen.</summary>
    public double? FloatOrNull(
        string name, double? fallback = null, double low = double.NegativeInfinity, double high = double.PositiveInfinity) =>
        IsNull(name) is { } isNull ? isNull ? null : Float(name, low: low, high: high) : fallback;

    /// <summary>A whole number in [<paramref name="low"/>, <paramref name="high"/>], or null where that was chosen.</summary>
    public int? IntOrNull(string name, int? fallback, int low, int high) =>
        IsNull(name) is { } isNull ? isNull ? null : Int(name, low, low, high) : fallback;

    /// <summary>One of the members of an enum, written in lower case, or null where that was chosen.</summary>
    public TEnum? ChoiceOrNull<TEnum>(string name, TEnum? fallback)
        where TEnum : struct, Enum => IsNull(name) is { } isNull ? isNull ? null : Choice(name, default(TEnum)) : fallback;

    /// <summary>A parameter that nothing reads is most likely misspelt, and tuning it would be in vain.</summary>
    public void RejectUnknown()
    {
        foreach (var name in parameters.Keys)
            if (!_known.Contains(name))
                throw new ObjectiveException(
                    $"Objective '{objective}' has no parameter '{name}'; "
                    + $"it has {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>How a member of an enum is written as a choice.</summary>
    public static ParameterValue Named<TEnum>(TEnum member)
        where TEnum : struct, Enum => ParameterValue.Of(member.ToString().ToLowerInvariant());

    /// <summary>Whether a parameter is null; none when it is absent.</summary>
    private bool? IsNull(string name) => TryRead(name, optional: true, out var value) ? value.IsNull : null;

    private bool TryRead(string name, bool optional, out ParameterValue value)
    {
        _known.Add(name);
        if (parameters.TryGetValue(name, out value)) return true;
        return optional ? false : throw new ObjectiveException($"Objective '{objective}' needs parameter '{name}'.");
    }

    private ObjectiveException Wrong(string name, ParameterValue value, string expected) =>
        new($"Objective '{objective}' needs {name} to be {expected}, not '{value}'.");
}
