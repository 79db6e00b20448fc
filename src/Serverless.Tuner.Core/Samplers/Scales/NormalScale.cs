using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A normal or lognormal, optionally truncated: the coordinate is its own distribution function.</summary>
/// <remarks>
/// There the distribution that the user declared is uniform, like that of every other parameter, so that a sampler needs
/// no kernel of its own for it, and resolves finely where the user expects good values.
/// </remarks>
internal sealed class NormalScale : ParameterScale
{
    // Half of what a coordinate in [0, 1] resolves: an unbounded normal stays finite.
    private const double Margin = 1.0 / (1L << 54);

    private readonly NormalParameter _parameter;
    private readonly double _low;
    private readonly double _high;

    // The standardised limits. An interval above the mean is mirrored below it, where the distribution function keeps its precision.
    private readonly bool _isMirrored;
    private readonly double _lower;
    private readonly double _upper;
    private readonly double _logCdfUpper;
    private readonly double _ratio;

    public NormalScale(NormalParameter parameter)
    {
        _parameter = parameter;
        _low = parameter.Log ? Math.Max(parameter.Low ?? 0, double.Epsilon) : parameter.Low ?? double.MinValue;
        _high = parameter.High ?? double.MaxValue;
        var lower = parameter.Low is { } low ? Standardise(low) : double.NegativeInfinity;
        var upper = parameter.High is { } high ? Standardise(high) : double.PositiveInfinity;
        _isMirrored = lower > 0;
        (_lower, _upper) = _isMirrored ? (-upper, -lower) : (lower, upper);
        _logCdfUpper = NormalDistribution.LogCdf(_upper);
        // Φ(lower) / Φ(upper), also where both underflow.
        _ratio = PortableMath.Exp(NormalDistribution.LogCdf(_lower) - _logCdfUpper);
    }

    public override bool IsConstant => _low == _high;

    /// <summary>Whether the interval holds too little of the distribution to
    /// tell one part from another: then it is taken as uniform.</summary>
    private bool IsFlat => !(1 - _ratio > 1e-12);

    /// <summary>Whether the interval is so far out that all of it is at the limit nearest to the mean.</summary>
    private bool IsAtLimit => !double.IsFinite(_logCdfUpper);

    public override double ToCoordinate(ParameterValue value)
    {
        if (!value.IsNumber) return double.NaN;
        if (IsAtLimit) return _isMirrored ? 0 : 1;
        var x = Math.Clamp(value.AsDouble(), _low, _high);
        if (IsFlat) return _low == _high ? 0 : Math.Clamp(((0.5 * x) - (0.5 * _low)) / ((0.5 * _high) - (0.5 * _low)), 0, 1);
        var z = _isMirrored ? -Standardise(x) : Standardise(x);
        var u = (PortableMath.Exp(NormalDistribution.LogCdf(z) - _logCdfUpper) - _ratio) / (1 - _ratio);
        return Math.Clamp(_isMirrored ? 1 - u : u, 0, 1);
    }

    public override ParameterValue FromCoordinate(double coordinate)
    {
        if (IsAtLimit) return ParameterValue.Of(_isMirrored ? _low : _high);
        if (IsFlat) return ParameterValue.Of(Within((_low * (1 - coordinate)) + (_high * coordinate)));
        var u = Math.Clamp(_isMirrored ? 1 - coordinate : coordinate, Margin, 1 - (2 * Margin));
        var z = QuantileAt(u);
        if (_isMirrored) z = -z;
        var x = _parameter.Mu + (_parameter.Sigma * z);
        return ParameterValue.Of(Within(_parameter.Log ? PortableMath.Exp(x) : x));
    }

    private double QuantileAt(double u)
    {
        var share = _ratio + (u * (1 - _ratio));
        // Below −2.5 a logarithm is exact enough for any tail; above it the probability itself is.
        return _logCdfUpper < -2.5
            ? NormalDistribution.QuantileOfLog(_logCdfUpper + PortableMath.Log(share))
            : NormalDistribution.Quantile(PortableMath.Exp(_logCdfUpper) * share);
    }

    private double Standardise(double x) => ((_parameter.Log ? PortableMath.Log(x) : x) - _parameter.Mu) / _parameter.Sigma;

    private double Within(double x) => x >= _low ? Math.Min(x, _high) : _low;
}
