using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>One of a list of choices without an order.</summary>
public sealed record CategoricalParameter : Parameter
{
    /// <summary>Takes one choice or more, all different.</summary>
    public CategoricalParameter(string name, IReadOnlyList<ParameterValue> choices, IReadOnlyList<Condition>? when = null)
        : base(name, when ?? [])
    {
        Choices = choices;
    }

    /// <summary>The choices.</summary>
    public IReadOnlyList<ParameterValue> Choices { get; }

    /// <summary>The index of <paramref name="value"/> among the choices; -1 when it is none of them.</summary>
    public int IndexOf(ParameterValue value)
    {
        for (var i = 0; i < Choices.Count; i++)
            if (Choices[i] == value)
                return i;
        return -1;
    }

    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value)
    {
        foreach (var choice in Choices)
            if (choice == value || (choice.IsNumber && value.IsNumber && choice.AsDouble() == value.AsDouble()))
                return choice;
        // A command line cannot tell the text "1" from the number.
        foreach (var choice in Choices)
            if (choice.Kind == ParameterValueKind.Text && choice.ToString() == value.ToString())
                return choice;
        return null;
    }

    /// <inheritdoc />
    public override bool Contains(ParameterValue value) => IndexOf(value) >= 0;
}
