namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Two floats, three optima of the same value; once more with most of the space out of bounds.</summary>
internal static class Branin
{
    private const double CentreX = 2.5;
    private const double CentreY = 7.5;

    /// <summary>A disc of a tenth of the space's area, 15 × 15.</summary>
    private static readonly double Radius = Math.Sqrt(22.5 / Math.PI);

    private static readonly IReadOnlyList<ParameterSpec> Space = [TestFunction.Float("x0", -5, 10), TestFunction.Float("x1", 0, 15)];

    /// <summary>Without constraints.</summary>
    public static TestFunction Free { get; } = TestFunction.OfFloats(
        "Branin",
        "x0 in [-5, 10], x1 in [0, 15]; the usual Branin with a = 1, b = 5.1/(4 pi^2), c = 5/pi, r = 6, s = 10, t = 1/(8 pi); minimum "
        + "0.397887",
        Space,
        x => new FunctionValue([Value(x[0], x[1])]));

    /// <summary>With one constraint: the best feasible point lies on the edge of the disc, none of the three optima in it.</summary>
    public static TestFunction InDisc { get; } = TestFunction.OfFloats(
        "BraninDisc",
        "Branin; feasible is the disc around (2.5, 7.5), the middle, of a tenth of the area: c = distance - sqrt(22.5/pi) <= 0; the best "
        + "feasible value is about 6.1000",
        Space,
        x => new FunctionValue([Value(x[0], x[1])], [Math.Sqrt(Square(x[0] - CentreX) + Square(x[1] - CentreY)) - Radius]))
        with
    { Optimum = LeastInDisc() };

    private static double Value(double x, double y) =>
        Square(y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;

    /// <summary>Looks over the disc in polar coordinates, then ever closer around the best point.</summary>
    private static double LeastInDisc()
    {
        const int Steps = 100;
        var (share, angle, least) = (0.5, Math.PI, double.PositiveInfinity);
        for (var (shareSpan, angleSpan) = (0.5, Math.PI); angleSpan > 1e-9; shareSpan /= 5, angleSpan /= 5)
        {
            var (shareMiddle, angleMiddle) = (share, angle);
            for (var i = -Steps; i <= Steps; i++)
            {
                for (var j = -Steps; j <= Steps; j++)
                {
                    var s = Math.Clamp(shareMiddle + (shareSpan * i / Steps), 0, 1);
                    var a = angleMiddle + (angleSpan * j / Steps);
                    var value = Value(CentreX + (s * Radius * Math.Cos(a)), CentreY + (s * Radius * Math.Sin(a)));
                    if (value < least) (share, angle, least) = (s, a, value);
                }
            }
        }

        return least;
    }

    private static double Square(double x) => x * x;
}
