namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>What tuning a network looks like: kinds of parameters mixed,
/// the best learning rate different for each optimizer and depth.</summary>
internal static class Training
{
    private static readonly Dictionary<string, (double Base, double Centre, double Width)> Optimizers = new()
    {
        ["sgd"] = (0.10, -1.5, 0.5),
        ["momentum"] = (0.04, -2.0, 0.6),
        ["adam"] = (0.00, -3.0, 0.8),
        ["rmsprop"] = (0.02, -3.5, 0.6),
    };

    /// <summary>A log float, an integer, a categorical and a float.</summary>
    public static TestFunction Mixed4 { get; } = new(
        "Mixed4",
        "lr float [1e-5, 1e-1] log; layers int [1, 5]; optimizer in (sgd, momentum, adam, rmsprop); dropout float [0, 0.6]. "
        + "With (base, u0, s) by optimizer = sgd (0.10, -1.5, 0.5), momentum (0.04, -2.0, 0.6), adam (0.00, -3.0, 0.8), rmsprop (0.02, "
        + "-3.5, 0.6); "
        + "u = log10 lr, uc = u0 - 0.15 (layers - 3), dc = 0.05 + 0.08 (layers - 1): "
        + "f = 0.05 + base + 0.25 (1 - exp(-((u - uc)/s)^2 / 2)) + 0.015 (layers - 4)^2 + 0.8 (dropout - dc)^2; minimum 0.05",
        [
            TestFunction.Float("lr", 1e-5, 1e-1) with { Log = true },
            new ParameterSpec { Name = "layers", Kind = ParameterKind.Int, Low = 1, High = 5 },
            new ParameterSpec
            {
                Name = "optimizer",
                Kind = ParameterKind.Categorical,
                Choices = [.. Optimizers.Keys.Select(ParameterValue.Of)],
            },
            TestFunction.Float("dropout", 0, 0.6),
        ],
        point =>
            new FunctionValue(
                [Value(
                    Math.Log10(point["lr"].AsDouble()), point["layers"].AsInt(), point["optimizer"].ToString(),
                    point["dropout"].AsDouble())]));

    private static double Value(double logRate, long layers, string optimizer, double dropout)
    {
        var (start, centre, width) = Optimizers[optimizer];
        var bestLogRate = centre - (0.15 * (layers - 3));
        var bestDropout = 0.05 + (0.08 * (layers - 1));
        return 0.05 + start + (0.25 * (1 - Math.Exp(-Square((logRate - bestLogRate) / width) / 2)))
            + (0.015 * Square(layers - 4)) + (0.8 * Square(dropout - bestDropout));
    }

    private static double Square(double x) => x * x;
}
