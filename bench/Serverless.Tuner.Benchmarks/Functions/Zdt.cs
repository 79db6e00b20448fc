namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Two objectives after Zitzler, Deb and Thiele 2000.</summary>
internal static class Zdt
{
    /// <summary>ZDT1, whose front is convex, with 12 floats.</summary>
    public static TestFunction One { get; } = TestFunction.OfFloats(
        "ZDT1-12d",
        "12 floats in [0, 1]; f1 = x0, g = 1 + 9 mean(x1..x11), f2 = g (1 - sqrt(f1/g))",
        TestFunction.Floats(12, 0, 1),
        x =>
        {
            var g = 1 + (9 * x.Skip(1).Average());
            return new FunctionValue([x[0], g * (1 - Math.Sqrt(x[0] / g))]);
        }) with
    { Objectives = 2 };
}
