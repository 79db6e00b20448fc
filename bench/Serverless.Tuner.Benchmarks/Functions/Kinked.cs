namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>Functions whose optimum lies in a kink, where a penalty sets in sharply: a limit of memory or time that is not a constraint of
/// the study. <c>bench/data/record_peers.py</c> has the same.</summary>
internal static class Kinked
{
    private static readonly double[] Gains = [4, 3, 2, 1];
    private static readonly double[] Centre = [0.71, 0.18, 0.44, 0.86, 0.33, 0.62];

    /// <summary>A bowl whose bottom lies beyond the limit.</summary>
    public static TestFunction Bowl5 { get; } = TestFunction.OfFloats(
        "KinkedBowl5", "5 floats in [0, 10]; sum (x_i - 5 - i)^2 / 10 + 20 max(0, x_0 + ... + x_4 - 28)", 5, 0, 10,
        x => (x.Select((v, i) => Square(v - 5 - i)).Sum() / 10) + (20 * Math.Max(0, x.Sum() - 28)));

    /// <summary>Units of layers that must fit into memory.</summary>
    public static TestFunction Units4 { get; } = new(
        "KinkedUnits4", "4 ints in [1, 64]; sum g_i (6 - log2 x_i), g = (4, 3, 2, 1), + max(0, x_0 + ... + x_3 - 100) / 2",
        [.. Enumerable.Range(0, 4).Select(i => Int($"x{i}", 1, 64))],
        point =>
        {
            var x = Enumerable.Range(0, 4).Select(i => point[$"x{i}"].AsDouble()).ToArray();
            return new FunctionValue([x.Select((v, i) => Gains[i] * (6 - Math.Log2(v))).Sum() + (Math.Max(0, x.Sum() - 100) / 2)]);
        });

    /// <summary>A product that may not be too large: integers and a float.</summary>
    public static TestFunction Product3 { get; } = new(
        "KinkedProduct3",
        "layers int [1, 12], width int [8, 512] log, rate float [0, 1]; 12 / layers + 9 - log2 width + 4 (rate - 0.3)^2 + "
        + "max(0, layers width - 700) / 20",
        [Int("layers", 1, 12), Int("width", 8, 512) with { Log = true }, TestFunction.Float("rate", 0, 1)],
        point =>
        {
            var (layers, width) = (point["layers"].AsDouble(), point["width"].AsDouble());
            var penalty = Math.Max(0, (layers * width) - 700) / 20;
            return new FunctionValue([(12 / layers) + 9 - Math.Log2(width) + (4 * Square(point["rate"].AsDouble() - 0.3)) + penalty]);
        });

    /// <summary>A kink along every coordinate.</summary>
    public static TestFunction Absolute6 { get; } = TestFunction.OfFloats(
        "Absolute6", "6 floats in [0, 1]; sum |x_i - c_i|, c = (0.71, 0.18, 0.44, 0.86, 0.33, 0.62)", 6, 0, 1,
        x => x.Select((v, i) => Math.Abs(v - Centre[i])).Sum());

    /// <summary>A slope that ends at a cliff: the best lies just before it.</summary>
    public static TestFunction Cliff3 { get; } = TestFunction.OfFloats(
        "Cliff3", "3 floats in [0, 1]; 3 - x_0 - x_1 - x_2, and 5 more where x_0 x_1 > 0.5 or x_1 x_2 > 0.4", 3, 0, 1,
        x => 3 - x.Sum() + (x[0] * x[1] > 0.5 || x[1] * x[2] > 0.4 ? 5 : 0));

    private static ParameterSpec Int(string name, double low, double high) =>
        new() { Name = name, Kind = ParameterKind.Int, Low = low, High = high };

    private static double Square(double v) => v * v;
}
