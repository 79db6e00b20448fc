namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A funnel in a plain full of small dents.</summary>
internal static class Ackley
{
    /// <summary>Ten floats, the optimum away from the middle.</summary>
    public static TestFunction Shifted10 { get; } = TestFunction.OfFloats(
        "AckleyShift10",
        "10 floats in [-32.768, 32.768]; Ackley (20, 0.2, 2 pi) of y_i = x_i - 8 sin(2.1 (i + 1)), i from 0; minimum 0",
        10, -32.768, 32.768,
        x => Value([.. x.Select((v, i) => v - (8 * Math.Sin(2.1 * (i + 1))))]));

    /// <summary>Floats, the optimum in the middle.</summary>
    public static TestFunction Of(int dimensions) => TestFunction.OfFloats(
        $"Ackley{dimensions}", $"{dimensions} floats in [-32.768, 32.768]; Ackley (20, 0.2, 2 pi); minimum 0", dimensions, -32.768, 32.768,
        Value);

    private static double Value(double[] y) =>
        (-20 * Math.Exp(-0.2 * Math.Sqrt(y.Average(v => v * v)))) - Math.Exp(y.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E;
}
