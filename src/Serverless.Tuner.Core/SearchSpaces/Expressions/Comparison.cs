namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>How the two sides of an expression are to compare.</summary>
/// <param name="IsLess">Whether the left side is to be the smaller one.</param>
/// <param name="IsStrict">Whether the sides must not be equal.</param>
internal readonly record struct Comparison(bool IsLess, bool IsStrict)
{
    // How far sums and products of numbers that are no integers may be off, as a share of what was summed: 0.1 + 0.2 is at most 0.3.
    private const double Rounding = 1e-14;

    /// <summary>Whether it holds for two numbers.</summary>
    /// <param name="left">The left side.</param>
    /// <param name="right">The right side.</param>
    /// <param name="rounded">The sum of the sizes of all that rounding may have changed; 0 for integers.</param>
    public bool Holds(double left, double right, double rounded)
    {
        var (low, high) = IsLess ? (left, right) : (right, left);
        var slack = Rounding * rounded;
        if (!double.IsFinite(slack) || !double.IsFinite(high - low)) return IsStrict ? low < high : low <= high;
        return IsStrict ? high - low > slack : low - high <= slack;
    }

    /// <summary>Whether it holds for all numbers of two intervals (true), for none (false), or that is not known (null).</summary>
    public bool? Over(Interval left, Interval right)
    {
        var (low, high) = IsLess ? (left, right) : (right, left);
        if (IsStrict) return low.High < high.Low ? true : low.Low >= high.High ? false : null;
        if (low.High <= high.Low) return true;
        return low.Low - high.High > Rounding * (Math.Abs(low.Low) + Math.Abs(high.High)) ? false : null;
    }
}
