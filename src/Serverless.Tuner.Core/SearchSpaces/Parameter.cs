namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>One parameter of a <see cref="SearchSpace"/>; which subtype it is tells how its values are distributed.</summary>
/// <param name="Name">Its name, unique in the space.</param>
/// <param name="When">What must all hold for the parameter to exist; empty when it always does.</param>
public abstract record Parameter(string Name, IReadOnlyList<Condition> When)
{
    /// <summary>Whether <paramref name="value"/> is one that this parameter can take.</summary>
    public abstract bool Contains(ParameterValue value);

    /// <summary>The value that a user means by <paramref name="value"/>: 3 for 3.0 where
    /// integers are asked for, and so on; null when this parameter cannot take it.</summary>
    public virtual ParameterValue? Accept(ParameterValue value) => Contains(value) ? value : null;
}
