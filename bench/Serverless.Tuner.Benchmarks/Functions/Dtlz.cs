namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Any number of objectives after Deb, Thiele, Laumanns and Zitzler 2002.</summary>
internal static class Dtlz
{
    private const string Sphere = "f1 = (1+g) cos(x0 pi/2) cos(x1 pi/2), f2 = (1+g) cos(x0 pi/2) sin(x1 pi/2), f3 = (1+g) sin(x0 pi/2)";

    /// <summary>DTLZ2, whose front is a part of a sphere, with 12 floats and three objectives.</summary>
    public static TestFunction Two { get; } = OfSphere("DTLZ2-12d-3obj", "g = sum_{i>=2} (x_i - 0.5)^2", _ => 0.5);

    /// <summary>DTLZ2 whose front is not in the middle of the other parameters.</summary>
    public static TestFunction ShiftedTwo { get; } =
        OfSphere("DTLZ2-shift-12d-3obj", $"{Shift.Definition}, g = sum_{{i>=2}} (x_i - c_i)^2", Shift.At);

    private static TestFunction OfSphere(string name, string g, Func<int, double> centre) => TestFunction.OfFloats(
        name, $"12 floats in [0, 1]; {g}, {Sphere}", TestFunction.Floats(12, 0, 1), x =>
        {
            var radius = 1 + x.Skip(2).Select((v, k) => (v - centre(k + 2)) * (v - centre(k + 2))).Sum();
            var (sin0, cos0) = Math.SinCos(x[0] * Math.PI / 2);
            var (sin1, cos1) = Math.SinCos(x[1] * Math.PI / 2);
            return new FunctionValue([radius * cos0 * cos1, radius * cos0 * sin1, radius * sin0]);
        }) with
    { Objectives = 3 };
}
