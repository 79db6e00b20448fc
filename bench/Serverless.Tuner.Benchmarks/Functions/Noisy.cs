using System.Globalization;

namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions whose values are disturbed: what is compared is the undisturbed value where the disturbed one was least.</summary>
internal static class Noisy
{
    private static readonly double[] Centre = [0.62, 0.31, 0.78, 0.45, 0.17];

    /// <summary>A bowl that is small beside its noise.</summary>
    public static TestFunction Unit5 { get; } = TestFunction.OfFloats(
        "Unit5", "5 floats in [0, 1]; sum (x_i - c_i)^2, c = (0.62, 0.31, 0.78, 0.45, 0.17)", 5, 0, 1,
        x => x.Zip(Centre, (v, c) => (v - c) * (v - c)).Sum());

    /// <summary>A function with normal noise on each value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="sigma">The noise's standard deviation.</param>
    public static TestFunction Of(TestFunction function, double sigma) => function with
    {
        Name = $"{function.Name}-noise{sigma.ToString(CultureInfo.InvariantCulture)}",
        Definition = FormattableString.Invariant($"{function.Definition}; plus normal noise, standard deviation {sigma}"),
        EvaluateTrial = (point, seed, number) =>
        {
            var value = function.Evaluate(point).Values[0];
            return new FunctionValue([value + (sigma * TrialNoise.Normal(seed, number))]) { NoiseFree = value };
        },
    };
}
