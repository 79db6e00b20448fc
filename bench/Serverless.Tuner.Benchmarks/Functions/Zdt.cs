namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Two objectives after Zitzler, Deb and Thiele 2000.</summary>
internal static class Zdt
{
    /// <summary>ZDT1, whose front is convex, with 12 floats.</summary>
    public static TestFunction One { get; } = TestFunction.OfFloats(
        "ZDT1-12d",
        "12 floats in [0, 1]; f1 = x0, g = 1 + 9 mean(x1..x11), f2 = g (1 - sqrt(f1/g))",
        TestFunction.Floats(12, 0, 1),
        x => Convex(x[0], 1 + (9 * x.Skip(1).Average()))) with
    { Objectives = 2 };

    /// <summary>ZDT1 whose front is not on the bounds.</summary>
    public static TestFunction ShiftedOne { get; } = TestFunction.OfFloats(
        "ZDT1-shift-12d",
        $"12 floats in [0, 1]; f1 = x0, {Shift.Definition}, g = 1 + 9 mean(|x_i - c_i| / max(c_i, 1 - c_i)) over i >= 1, "
        + "f2 = g (1 - sqrt(f1/g))",
        TestFunction.Floats(12, 0, 1),
        x => Convex(x[0], ShiftedG(x))) with
    { Objectives = 2 };

    /// <summary>ZDT3, whose front is in five pieces, not on the bounds.</summary>
    public static TestFunction ShiftedThree { get; } = TestFunction.OfFloats(
        "ZDT3-shift-12d",
        $"12 floats in [0, 1]; f1 = x0, {Shift.Definition}, g = 1 + 9 mean(|x_i - c_i| / max(c_i, 1 - c_i)) over i >= 1, "
        + "f2 = g (1 - sqrt(f1/g) - f1/g sin(10 pi f1))",
        TestFunction.Floats(12, 0, 1),
        x => InPieces(x[0], ShiftedG(x))) with
    { Objectives = 2 };

    private static double ShiftedG(double[] x) =>
        1 + (9 * Enumerable.Range(1, x.Length - 1).Average(i => Math.Abs(x[i] - Shift.At(i)) / Math.Max(Shift.At(i), 1 - Shift.At(i))));

    private static FunctionValue Convex(double first, double g) => new([first, g * (1 - Math.Sqrt(first / g))]);

    private static FunctionValue InPieces(double first, double g) =>
        new([first, g * (1 - Math.Sqrt(first / g) - (first / g * Math.Sin(10 * Math.PI * first)))]);
}
