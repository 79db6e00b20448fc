namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>A float on the grid low + k·step, up to the last point that does not exceed high.</summary>
internal sealed class FloatGridScale(double low, double high, double step) : GridScale(CountPoints(low, high, step))
{
    // A high that the grid meets but for rounding still counts: (0.3 − 0) / 0.1 is 2.9999999999999996.
    private const double Tolerance = 1e-7;

    // Doubles do not resolve finer grids.
    private const double MostSteps = 1L << 53;

    // Limits such as 0.1 are meant as decimals: their grid is 0.1, 0.2, 0.3, not 0.30000000000000004.
    private readonly bool _isDecimal = IsShortDecimal(low) && IsShortDecimal(high) && IsShortDecimal(step);

    protected override ParameterValue ValueAt(long k)
    {
        if (k == 0) return ParameterValue.Of(low);
        var x = _isDecimal ? (double)((decimal)low + (k * (decimal)step)) : low + (k * step);
        return ParameterValue.Of(Math.Clamp(x, low, high));
    }

    protected override long IndexOf(ParameterValue value) =>
        (long)Math.Clamp(Math.Round(Steps(low, Math.Clamp(value.AsDouble(), low, high), step)), 0, Points - 1);

    private static long CountPoints(double low, double high, double step)
    {
        var steps = Steps(low, high, step);
        return (long)Math.Clamp(Math.Floor(steps + Tolerance), 0, MostSteps) + 1;
    }

    /// <summary>(to − from) / step, also where the difference overflows.</summary>
    private static double Steps(double from, double to, double step) => double.IsFinite(to - from)
        ? (to - from) / step
        : ((0.5 * to) - (0.5 * from)) / (0.5 * step);

    private static bool IsShortDecimal(double x) =>
        x == 0 || (Math.Abs(x) is > 1e-12 and < 1e12 && (double)(decimal)x == x);
}
