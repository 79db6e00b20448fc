namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A bent valley: parameters that depend on each other.</summary>
internal static class Rosenbrock
{
    /// <summary>Four floats.</summary>
    public static TestFunction Four { get; } = Of(4);

    /// <summary>Floats.</summary>
    public static TestFunction Of(int dimensions) => TestFunction.OfFloats(
        $"Rosenbrock{dimensions}",
        $"{dimensions} floats in [-2, 2]; f = sum_{{i<{dimensions - 1}}} 100 (x_{{i+1}} - x_i^2)^2 + (1 - x_i)^2; minimum 0",
        dimensions, -2, 2,
        x => Enumerable.Range(0, dimensions - 1)
            .Sum(i => (100 * Math.Pow(x[i + 1] - (x[i] * x[i]), 2)) + ((1 - x[i]) * (1 - x[i]))));
}
