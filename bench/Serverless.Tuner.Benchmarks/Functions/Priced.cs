namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions whose trials cost what their parameters say: a smooth bowl with a price.</summary>
internal static class Priced
{
    private static readonly double[] Centre = [0.62, 0.31, 0.78, 0.45];

    /// <summary>The price depends on a parameter that does not matter.</summary>
    public static TestFunction Waste5 { get; } = Of(
        "PricedWaste5", "sum over i < 4 of (x_i - c_i)^2, c = (0.62, 0.31, 0.78, 0.45); costs exp(3 x_4) seconds",
        Bowl, x => 3 * x[4], 6.36);

    /// <summary>What costs more is a little better.</summary>
    public static TestFunction Trade5 { get; } = Of(
        "PricedTrade5", "sum over i < 4 of (x_i - c_i)^2, c = (0.62, 0.31, 0.78, 0.45), + exp(-3 x_4) / 5; costs exp(4 x_4) seconds",
        x => Bowl(x) + (Math.Exp(-3 * x[4]) / 5), x => 4 * x[4], 13.4);

    private static TestFunction Of(
        string name, string definition, Func<double[], double> value, Func<double[], double> logSeconds, double meanSeconds) =>
        TestFunction.OfFloats(
            name, $"5 floats in [0, 1]; {definition}", TestFunction.Floats(5, 0, 1),
            x => new FunctionValue([value(x)]) { Seconds = Math.Exp(logSeconds(x)) }) with
        { MeanSeconds = meanSeconds };

    private static double Bowl(double[] x) => Centre.Select((c, i) => (x[i] - c) * (x[i] - c)).Sum();
}
