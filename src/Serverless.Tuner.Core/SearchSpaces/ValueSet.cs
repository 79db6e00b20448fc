namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>Values by what they are to a condition or a choice: numbers of one size are one value, <c>1</c> is <c>1.0</c>.</summary>
internal sealed class ValueSet(IReadOnlyList<ParameterValue> values)
{
    /// <summary>So few are compared one after the other faster than they are looked up.</summary>
    private const int Few = 16;

    // Made when it is first needed: most spaces are never asked.
    private Dictionary<ParameterValue, ParameterValue>? _bySize;

    /// <summary>The first of the values that is the same as <paramref name="value"/>; null when none is.</summary>
    public ParameterValue? Find(ParameterValue value)
    {
        var key = BySize(value);
        if (values.Count > Few) return (_bySize ??= Index()).TryGetValue(key, out var found) ? found : null;
        foreach (var candidate in values)
            if (BySize(candidate) == key) return candidate;
        return null;
    }

    private Dictionary<ParameterValue, ParameterValue> Index()
    {
        var index = new Dictionary<ParameterValue, ParameterValue>(values.Count);
        foreach (var value in values) index.TryAdd(BySize(value), value);
        return index;
    }

    /// <summary>A number as a double, and zero without a sign.</summary>
    private static ParameterValue BySize(ParameterValue value) => value.IsNumber ? ParameterValue.Of(value.AsDouble() + 0.0) : value;
}
