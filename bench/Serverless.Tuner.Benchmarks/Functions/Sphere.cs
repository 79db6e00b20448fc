namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A bowl: one optimum, every parameter alike, no interaction.</summary>
internal static class Sphere
{
    private static readonly double[] Centre = [1.7, -2.3, 3.1, -0.9, 2.2];

    /// <summary>Five floats, the optimum away from the middle.</summary>
    public static TestFunction Shifted5 { get; } = TestFunction.OfFloats(
        "SphereShift5",
        "5 floats x0..x4 in [-5, 5]; f = sum (x_i - c_i)^2, c = (1.7, -2.3, 3.1, -0.9, 2.2); minimum 0",
        5, -5, 5,
        x => x.Select((v, i) => (v - Centre[i]) * (v - Centre[i])).Sum());

    /// <summary>Floats, the optimum in the middle.</summary>
    public static TestFunction Of(int dimensions) => TestFunction.OfFloats(
        $"Sphere{dimensions}", $"{dimensions} floats in [-5, 5]; f = sum x_i^2; minimum 0", dimensions, -5, 5, x => x.Sum(v => v * v));
}
