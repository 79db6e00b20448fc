namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions that had no part in the choice of any option: waves, valleys, a plateau, few parameters that matter among many,
/// logarithmic ones. They are defined as in <c>bench/data/peers-varied.json</c>.</summary>
internal static class Varied
{
    private static readonly double[] Corner = [0.72, 0.81, 0.44, 0.63];

    /// <summary>A wide bowl with small waves.</summary>
    public static TestFunction Griewank8 { get; } = TestFunction.OfFloats(
        "Griewank8", "8 floats in [-60, 60]; z_i = x_i - 35 sin(1.3(i+1)), i from 0; sum z_i^2/4000 - prod cos(z_i/sqrt(i+1)) + 1",
        8, -60, 60, x => Large.GriewankAt(Shifted(x, 35, 1.3)));

    /// <summary>Far optima that are nearly as good as the best one, which lies near a corner.</summary>
    public static TestFunction Schwefel5 { get; } = TestFunction.OfFloats(
        "Schwefel5", "5 floats in [-500, 500]; 418.9828872724339*5 - sum x_i sin(sqrt(|x_i|))", 5, -500, 500,
        x => (418.9828872724339 * 5) - x.Sum(v => v * Math.Sin(Math.Sqrt(Math.Abs(v)))));

    /// <summary>Narrow ditches across a plain.</summary>
    public static TestFunction Michalewicz5 { get; } = TestFunction.OfFloats(
        "Michalewicz5", "5 floats in [0, pi]; -sum sin(x_i) sin((i+1) x_i^2/pi)^20", 5, 0, Math.PI,
        x => -x.Select((v, i) => Math.Sin(v) * Math.Pow(Math.Sin((i + 1) * v * v / Math.PI), 20)).Sum());

    /// <summary>A bent valley, steeper with every coordinate.</summary>
    public static TestFunction DixonPrice10 { get; } = TestFunction.OfFloats(
        "DixonPrice10",
        "10 floats in [-10, 10]; z_i = x_i - 4 sin(2.7(i+1)); (z_0-1)^2 + sum_{i>=1} (i+1)(2 z_i^2 - z_{i-1})^2", 10, -10, 10,
        x => Large.DixonPriceAt(Shifted(x, 4, 2.7)));

    /// <summary>A valley that is flat around its bottom.</summary>
    public static TestFunction Powell8 { get; } = TestFunction.OfFloats(
        "Powell8",
        "8 floats in [-4, 5]; z_i = x_i - 1.5 cos(1.9(i+1)); for i in (0,4): (z_i+10z_{i+1})^2 + 5(z_{i+2}-z_{i+3})^2 + "
        + "(z_{i+1}-2z_{i+2})^4 + 10(z_i-z_{i+3})^4",
        8, -4, 5, x =>
        {
            var z = x.Select((v, i) => v - (1.5 * Math.Cos(1.9 * (i + 1)))).ToArray();
            return ((int[])[0, 4]).Sum(
                i => Square(z[i] + (10 * z[i + 1])) + (5 * Square(z[i + 2] - z[i + 3])) + Square(Square(z[i + 1] - (2 * z[i + 2])))
                    + (10 * Square(Square(z[i] - z[i + 3]))));
        });

    /// <summary>Three of twenty parameters matter.</summary>
    public static TestFunction Sparse20 { get; } = TestFunction.OfFloats(
        "Sparse20", "20 floats in [0, 1]; 10(x_3-0.72)^2 + 10(x_8-0.15)^2 + 10(x_15-0.41+0.3(x_3-0.72))^2", 20, 0, 1,
        x => (10 * Square(x[3] - 0.72)) + (10 * Square(x[8] - 0.15)) + (10 * Square(x[15] - 0.41 + (0.3 * (x[3] - 0.72)))));

    /// <summary>A plain with one hollow: elsewhere nothing tells where it is.</summary>
    public static TestFunction Plateau4 { get; } = TestFunction.OfFloats(
        "Plateau4",
        "4 floats in [0, 1]; 1 if any x_i < 0.28 or > 0.949, else min(1, sum 3(x_i-c_i)^2), c = (0.72, 0.81, 0.44, 0.63)", 4, 0, 1,
        x => x.Any(v => v is < 0.28 or > 0.949) ? 1 : Math.Min(1, x.Select((v, i) => 3 * Square(v - Corner[i])).Sum()));

    /// <summary>Two parameters on log scales that depend on each other, and ripples.</summary>
    public static TestFunction Log3 { get; } = TestFunction.OfFloats(
        "Log3",
        "a log in [1e-8, 1], b log in [1e-4, 1e4], c in [0, 1]; A = log10 a + 5.5, B = log10 b - 2.3; 0.3A^2 + 0.5(B+0.5A)^2 + 4(c-0.8)^2 "
        + "+ 0.1(1-cos 4A)",
        [
            TestFunction.Float("a", 1e-8, 1) with { Log = true }, TestFunction.Float("b", 1e-4, 1e4) with { Log = true },
            TestFunction.Float("c", 0, 1),
        ],
        x =>
        {
            var (a, b) = (Math.Log10(x[0]) + 5.5, Math.Log10(x[1]) - 2.3);
            return new FunctionValue(
                [(0.3 * a * a) + (0.5 * Square(b + (0.5 * a))) + (4 * Square(x[2] - 0.8)) + (0.1 * (1 - Math.Cos(4 * a)))]);
        });

    private static double[] Shifted(double[] x, double by, double turn) => [.. x.Select((v, i) => v - (by * Math.Sin(turn * (i + 1))))];

    private static double Square(double v) => v * v;
}
