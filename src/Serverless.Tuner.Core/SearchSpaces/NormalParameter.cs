namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A real number whose value (or, for a lognormal, logarithm) is normally distributed, optionally truncated.</summary>
/// <remarks>Made of limits that were validated: sigma &gt; 0; low &lt; high where given; those of a lognormal are not negative.</remarks>
/// <param name="Name">Its name, unique in the space.</param>
/// <param name="Mu">The mean of the value, or of its logarithm for a lognormal.</param>
/// <param name="Sigma">The standard deviation of the value, or of its logarithm for a lognormal.</param>
/// <param name="Log">Whether it is a lognormal.</param>
/// <param name="Low">The lowest value (not its logarithm); null when unbounded (for a lognormal: above 0).</param>
/// <param name="High">The highest value (not its logarithm); null when unbounded.</param>
/// <param name="When">What must all hold for the parameter to exist; empty when it always does.</param>
public sealed record NormalParameter(
    string Name, double Mu, double Sigma, bool Log, double? Low, double? High, IReadOnlyList<Condition> When)
    : Parameter(Name, When)
{
    /// <inheritdoc />
    public override ParameterValue? Accept(ParameterValue value) => Contains(value) ? ParameterValue.Of(value.AsDouble()) : null;

    /// <inheritdoc />
    public override bool Contains(ParameterValue value)
    {
        if (!value.IsNumber) return false;
        var x = value.AsDouble();
        return x >= (Low ?? double.NegativeInfinity) && x <= (High ?? double.PositiveInfinity) && (!Log || x > 0);
    }
}
