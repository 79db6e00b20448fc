namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions of any number of floats, their optimum away from the middle: for long studies, and for many parameters.</summary>
internal static class Large
{
    private const string Shifted = "z_i = x_i - s sin(1.7 (i + 1)), i from 0";

    /// <summary>A funnel in a plain full of small dents.</summary>
    public static TestFunction Ackley(int d) => Of(
        "AckleyShift", d, 32.768, 8, "Ackley (20, 0.2, 2 pi) of z",
        z => (-20 * Math.Exp(-0.2 * Math.Sqrt(z.Average(v => v * v)))) - Math.Exp(z.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E);

    /// <summary>Waves along every coordinate in a wide bowl.</summary>
    public static TestFunction Levy(int d) => Of(
        "Levy", d, 10, 4, "w_i = 1 + z_i / 4; sin^2(pi w_0) + sum_{i<d-1} (w_i - 1)^2 (1 + 10 sin^2(pi w_i + 1)) + (w_{d-1} - 1)^2 (1 + "
        + "sin^2(2 pi w_{d-1}))",
        z =>
        {
            var w = z.Select(v => 1 + (v / 4)).ToArray();
            return Square(Math.Sin(Math.PI * w[0]))
                + w[..^1].Sum(v => Square(v - 1) * (1 + (10 * Square(Math.Sin((Math.PI * v) + 1)))))
                + (Square(w[^1] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[^1]))));
        });

    /// <summary>Two wells along every coordinate, one a little deeper; the minimum is 0.</summary>
    public static TestFunction StyblinskiTang(int d) => Of(
        "StyblinskiTang", d, 5, 1.2, "sum (z_i^4 - 16 z_i^2 + 5 z_i) / 2 + 39.16617 d",
        z => z.Sum(v => ((v * v * v * v) - (16 * v * v) + (5 * v)) / 2) + (39.16616570377142 * z.Length));

    /// <summary>A bowl ten times as steep along one axis as along another, with a dent at every integer.</summary>
    public static TestFunction RastriginEllipsoid(int d) => Of(
        "RastriginEllipsoid", d, 5.12, 2, "Rastrigin (10) of y_i = 10^(i / (d - 1)) z_i",
        z => z.Select((v, i) => v * Math.Pow(10, i / (z.Length - 1.0))).Sum(v => (v * v) + 10 - (10 * Math.Cos(2 * Math.PI * v))));

    /// <summary>A bent valley, steeper with every coordinate.</summary>
    public static TestFunction DixonPrice(int d) => Of(
        "DixonPrice", d, 10, 4, "(z_0 - 1)^2 + sum_{i>=1} (i + 1) (2 z_i^2 - z_{i-1})^2",
        DixonPriceAt);

    /// <summary>A wide bowl with small waves.</summary>
    public static TestFunction Griewank(int d) => Of(
        "Griewank", d, 60, 35, "sum z_i^2 / 4000 - prod cos(z_i / sqrt(i + 1)) + 1",
        GriewankAt);

    /// <summary>A bowl whose axes are not the coordinates (Schwefel 1.2).</summary>
    public static TestFunction Oblique(int d) => Of(
        "Oblique", d, 5, 2, "sum_i (z_0 + ... + z_i)^2",
        z =>
        {
            var (sum, total) = (0.0, 0.0);
            foreach (var v in z) total += Square(sum += v);
            return total;
        });

    /// <summary>A bowl of unequal axes.</summary>
    public static TestFunction Quadratic(int d) => TestFunction.OfFloats(
        $"Quad{d}", $"{d} floats in [0, 1]; sum (1 + i mod 4) (x_i - (0.5 + 0.35 sin(1.7 (i + 1))))^2, i from 0; minimum 0", d, 0, 1,
        x => x.Select((v, i) => (1 + (i % 4)) * Square(v - 0.5 - (0.35 * Math.Sin(1.7 * (i + 1))))).Sum());

    /// <summary>The formula of <see cref="DixonPrice"/>.</summary>
    public static double DixonPriceAt(double[] z) =>
        Square(z[0] - 1) + Enumerable.Range(1, z.Length - 1).Sum(i => (i + 1) * Square((2 * z[i] * z[i]) - z[i - 1]));

    /// <summary>The formula of <see cref="Griewank"/>.</summary>
    public static double GriewankAt(double[] z) =>
        (z.Sum(v => v * v) / 4000) - z.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate(1.0, (a, b) => a * b) + 1;

    private static TestFunction Of(string name, int d, double most, double shift, string formula, Func<double[], double> value) =>
        TestFunction.OfFloats(
            $"{name}{d}", FormattableString.Invariant($"{d} floats in [-{most}, {most}]; {Shifted}, s = {shift}; {formula}; minimum 0"),
            d, -most, most,
            x => value([.. x.Select((v, i) => v - (shift * Math.Sin(1.7 * (i + 1))))]));

    private static double Square(double v) => v * v;
}
