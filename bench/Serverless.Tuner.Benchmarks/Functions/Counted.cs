using System.Globalization;

namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions of values that can be counted: a sampler comes back to the same points.</summary>
internal static class Counted
{
    private const int Choices = 4;

    /// <summary>A bowl over a hundred points.</summary>
    public static TestFunction TwoIntegers { get; } = new(
        "TwoIntegers",
        "m, n int [1, 10]; f = (m - 7)^2 + (n - 3)^2; minimum 0",
        [Int("m", 1, 10), Int("n", 1, 10)],
        point => new FunctionValue([Square(point["m"].AsDouble() - 7) + Square(point["n"].AsDouble() - 3)]));

    /// <summary>The bent valley on a grid of 83,521 points.</summary>
    public static TestFunction RosenbrockSteps4 { get; } = Rosenbrock.Four with
    {
        Name = "RosenbrockSteps4",
        Definition = "4 floats in [-2, 2] with a step of 0.25; Rosenbrock; minimum 0",
        Parameters = [.. Rosenbrock.Four.Parameters.Select(p => p with { Step = 0.25 })],
    };

    /// <summary>Choices of which each counts by itself and together with the next.</summary>
    public static TestFunction Choices6 { get; } = new(
        "Choices6",
        "c_0 ... c_5 in (0, 1, 2, 3), without an order; "
        + "f = sum_i |sin(1.7 (i + 1) (c_i + 1))| + sum_{i<5} |sin(2.3 (c_i + 1) (c_{i+1} + 1))| / 2",
        [.. Enumerable.Range(0, 6).Select(i => Choice($"c{i}", [.. Enumerable.Range(0, Choices).Select(Text)]))],
        point =>
        {
            var c = Enumerable.Range(0, 6).Select(i => 1 + int.Parse(point[$"c{i}"].ToString(), CultureInfo.InvariantCulture)).ToArray();
            return new FunctionValue(
                [c.Select((x, i) => Math.Abs(Math.Sin(1.7 * (i + 1) * x))).Sum()
                    + (c.Zip(c.Skip(1), (x, y) => Math.Abs(Math.Sin(2.3 * x * y))).Sum() / 2)]);
        });

    /// <summary>A network whose layers have widths of their own.</summary>
    public static TestFunction Layers { get; } = new(
        "Layers",
        "layers int [1, 4]; width_k int [16, 128] step 16 for each layer k; activation in (relu, tanh, gelu); "
        + "f = (layers - 3)^2 / 10 + sum_k ((log2 width_k - 7 + k / 2)^2) / (10 layers) + (relu 0.1, tanh 0.2 + (layers - 2)^2 / 20, gelu "
        + "0)",
        [
            Int("layers", 1, 4),
            .. Enumerable.Range(1, 4).Select(k => Int($"width{k}", 16, 128) with
            {
                Step = 16,
                When = k == 1
                    ? null
                    : new Dictionary<string, IReadOnlyList<ParameterValue>>
                    {
                        ["layers"] = [.. Enumerable.Range(k, 5 - k).Select(n => ParameterValue.Of(n))],
                    },
            }),
            Choice("activation", "relu", "tanh", "gelu"),
        ],
        point =>
        {
            var layers = (int)point["layers"].AsInt();
            var widths = Enumerable.Range(1, layers).Sum(k => Square(Math.Log2(point[$"width{k}"].AsDouble()) - 7 + (k / 2.0)));
            var activation = point["activation"].ToString() switch
            {
                "relu" => 0.1,
                "tanh" => 0.2 + (Square(layers - 2) / 20),
                _ => 0,
            };
            return new FunctionValue([(Square(layers - 3) / 10) + (widths / (10 * layers)) + activation]);
        });

    private static ParameterSpec Int(string name, double low, double high) =>
        new() { Name = name, Kind = ParameterKind.Int, Low = low, High = high };

    private static ParameterSpec Choice(string name, params string[] choices) =>
        new() { Name = name, Kind = ParameterKind.Categorical, Choices = [.. choices.Select(ParameterValue.Of)] };

    private static string Text(int k) => k.ToString(CultureInfo.InvariantCulture);

    private static double Square(double x) => x * x;
}
