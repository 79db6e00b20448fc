namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A parameter exists only when its parent exists and has one of the values listed.</summary>
/// <param name="Parent">The name of the parameter it depends on.</param>
/// <param name="Values">The parent's values for which it holds; numbers compare by size (<c>1</c> equals <c>1.0</c>).</param>
public sealed record Condition(string Parent, IReadOnlyList<ParameterValue> Values)
{
    private readonly ValueSet _values = new(Values);

    /// <summary>Whether it holds for a parent that exists and has <paramref name="value"/>.</summary>
    public bool HoldsFor(ParameterValue value) => _values.Find(value) is not null;
}
