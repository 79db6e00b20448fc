using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>A real number whose value (or, for a lognormal, logarithm) is normally distributed, optionally truncated.</summary>
public sealed record NormalParameter : Parameter
{
    /// <summary>Takes sigma &gt; 0 and low &lt; high where given; a lognormal's limits are of the value itself and not negative.</summary>
    public NormalParameter(string name, double mu, double sigma, bool log = false, double? low = null, double? high = null, IReadOnlyList<Condition>? when = null)
        : base(name, when ?? [])
    {
        Mu = mu;
        Sigma = sigma;
        Log = log;
        Low = low;
        High = high;
    }

    /// <summary>The mean of the value, or of its logarithm for a lognormal.</summary>
    public double Mu { get; }

    /// <summary>The standard deviation of the value, or of its logarithm for a lognormal.</summary>
    public double Sigma { get; }

    /// <summary>Whether it is a lognormal.</summary>
    public bool Log { get; }

    /// <summary>The lowest value; null when unbounded (for a lognormal: above 0).</summary>
    public double? Low { get; }

    /// <summary>The highest value; null when unbounded.</summary>
    public double? High { get; }

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
