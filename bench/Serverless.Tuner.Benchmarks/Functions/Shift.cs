namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Where the optimum of a parameter in [0, 1] is moved to: away from the bounds, and from the middle.</summary>
internal static class Shift
{
    /// <summary>The same, as it is written.</summary>
    public const string Definition = "c_i = 0.5 + 0.3 sin(1.7 (i+1))";

    /// <summary>The place for the parameter of an index, in [0.2, 0.8].</summary>
    public static double At(int index) => 0.5 + (0.3 * Math.Sin(1.7 * (index + 1)));
}
