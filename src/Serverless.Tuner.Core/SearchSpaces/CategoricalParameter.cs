using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>One of a list of choices without an order.</summary>
public sealed record CategoricalParameter : Parameter
{
    private readonly ValueSet _choices;

    // Made when they are first needed: there may be thousands of choices, and most spaces are never asked.
    private Dictionary<ParameterValue, int>? _indices;
    private Dictionary<string, ParameterValue>? _texts;

    /// <summary>Takes one choice or more, all different.</summary>
    public CategoricalParameter(string name, IReadOnlyList<ParameterValue> choices, IReadOnlyList<Condition>? when = null)
        : base(name, when ?? [])
    {
        Choices = choices;
        _choices = new ValueSet(choices);
    }

    /// <summary>The choices.</summary>
    public IReadOnlyList<ParameterValue> Choices { get; }

    /// <summary>The index of <paramref name="value"/> among the choices; -1 when it is none of them.</summary>
    public int IndexOf(ParameterValue value)
    {
        _indices ??= Enumerable.Range(0, Choices.Count).DistinctBy(i => Choices[i]).ToDictionary(i => Choices[i]);
        return _indices.TryGetValue(value, out var index) ? index : -1;
    }

    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value)
    {
        if (_choices.Find(value) is { } choice) return choice;
        // A command line cannot tell the text "1" from the number.
        _texts ??= Choices.Where(c => c.Kind == ParameterValueKind.Text).DistinctBy(c => c.ToString()).ToDictionary(c => c.ToString(), StringComparer.Ordinal);
        return _texts.TryGetValue(value.ToString(), out var text) ? text : null;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => IndexOf(value) >= 0;
}
