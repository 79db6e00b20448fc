namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A bowl with a deep dent at every integer: many local optima.</summary>
internal static class Rastrigin
{
    /// <summary>Five floats, the optimum away from the middle.</summary>
    public static TestFunction Shifted5 { get; } = TestFunction.OfFloats(
        "RastriginShift5",
        "5 floats in [-5.12, 5.12]; Rastrigin (10) of y_i = x_i - 2 sin(1.7 (i + 1)), i from 0; minimum 0",
        5, -5.12, 5.12,
        x => Value([.. x.Select((v, i) => v - (2 * Math.Sin(1.7 * (i + 1))))]));

    /// <summary>Floats, the optimum in the middle.</summary>
    public static TestFunction Of(int dimensions) => TestFunction.OfFloats(
        $"Rastrigin{dimensions}", $"{dimensions} floats in [-5.12, 5.12]; Rastrigin (10); minimum 0", dimensions, -5.12, 5.12, Value);

    private static double Value(double[] y) => (10 * y.Length) + y.Sum(v => (v * v) - (10 * Math.Cos(2 * Math.PI * v)));
}
