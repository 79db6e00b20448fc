namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Four smooth wells of different depth and width.</summary>
internal static class Hartmann
{
    private static readonly double[] Alpha = [1.0, 1.2, 3.0, 3.2];

    private static readonly double[][] A3 = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];

    private static readonly double[][] P3 =
    [
        [0.3689, 0.1170, 0.2673],
        [0.4699, 0.4387, 0.7470],
        [0.1091, 0.8732, 0.5547],
        [0.0381, 0.5743, 0.8828],
    ];

    private static readonly double[][] A6 =
    [
        [10, 3, 17, 3.5, 1.7, 8],
        [0.05, 10, 17, 0.1, 8, 14],
        [3, 3.5, 1.7, 10, 17, 8],
        [17, 8, 0.05, 10, 0.1, 14],
    ];

    private static readonly double[][] P6 =
    [
        [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
        [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
        [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
        [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
    ];

    /// <summary>Six floats.</summary>
    public static TestFunction Six { get; } = TestFunction.OfFloats(
        "Hartmann6",
        "6 floats in [0, 1]; the usual Hartmann 6 with alpha = (1, 1.2, 3, 3.2); minimum -3.32237",
        6, 0, 1,
        x => Value(x, A6, P6));

    /// <summary>Three floats.</summary>
    public static TestFunction Three { get; } = TestFunction.OfFloats(
        "Hartmann3",
        "3 floats in [0, 1]; the usual Hartmann 3 with alpha = (1, 1.2, 3, 3.2); minimum -3.86278",
        3, 0, 1,
        x => Value(x, A3, P3));

    private static double Value(double[] x, double[][] a, double[][] p)
    {
        var sum = 0.0;
        for (var i = 0; i < Alpha.Length; i++)
            sum -= Alpha[i] * Math.Exp(-x.Select((v, j) => a[i][j] * (v - p[i][j]) * (v - p[i][j])).Sum());
        return sum;
    }
}
