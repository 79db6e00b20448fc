namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Any number of objectives after Deb, Thiele, Laumanns and Zitzler 2002.</summary>
internal static class Dtlz
{
    /// <summary>DTLZ2, whose front is a part of a sphere, with 12 floats and three objectives.</summary>
    public static TestFunction Two { get; } = TestFunction.OfFloats(
        "DTLZ2-12d-3obj",
        "12 floats in [0, 1]; g = sum_{i>=2} (x_i - 0.5)^2, f1 = (1+g) cos(x0 pi/2) cos(x1 pi/2), f2 = (1+g) cos(x0 pi/2) sin(x1 pi/2), "
        + "f3 = (1+g) sin(x0 pi/2)",
        TestFunction.Floats(12, 0, 1),
        x =>
        {
            var radius = 1 + x.Skip(2).Sum(v => (v - 0.5) * (v - 0.5));
            var (sin0, cos0) = Math.SinCos(x[0] * Math.PI / 2);
            var (sin1, cos1) = Math.SinCos(x[1] * Math.PI / 2);
            return new FunctionValue([radius * cos0 * cos1, radius * cos0 * sin1, radius * sin0]);
        }) with
    { Objectives = 3 };
}
