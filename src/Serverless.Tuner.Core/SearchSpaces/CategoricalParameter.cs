namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>One of a list of choices, with an order or without.</summary>
/// <param name="Name">Its name, unique in the space.</param>
/// <param name="Choices">The choices, one or more, all different.</param>
/// <param name="When">What must all hold for the parameter to exist; empty when it always does.</param>
public sealed record CategoricalParameter(string Name, IReadOnlyList<ParameterValue> Choices, IReadOnlyList<Condition> When)
    : Parameter(Name, When)
{
    private readonly ValueSet _choices = new(Choices);

    /// <summary>Whether the choices are in their order, so that neighbours are alike.</summary>
    public bool IsOrdered { get; init; }

    // Made when they are first needed: there may be thousands of choices, and most spaces are never asked.
    private Dictionary<ParameterValue, int>? _indices;
    private Dictionary<string, ParameterValue>? _texts;

    /// <summary>The index of <paramref name="value"/> among the choices; null when it is none of them.</summary>
    public int? IndexOf(ParameterValue value)
    {
        _indices ??= Enumerable.Range(0, Choices.Count).DistinctBy(i => Choices[i]).ToDictionary(i => Choices[i]);
        return _indices.TryGetValue(value, out var index) ? index : null;
    }

    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value)
    {
        if (_choices.Find(value) is { } choice) return choice;
        // A command line cannot tell the text "1" from the number.
        _texts ??= Choices.Where(c => c.Kind == ParameterValueKind.Text)
            .DistinctBy(c => c.ToString()).ToDictionary(c => c.ToString(), StringComparer.Ordinal);
        return _texts.TryGetValue(value.ToString(), out var text) ? text : null;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => IndexOf(value) is not null;
}
