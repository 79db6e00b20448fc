namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A public function to minimise.</summary>
/// <param name="Name">Its name; where peers were measured on it, as in <c>bench/data/peers.json</c>.</param>
/// <param name="Definition">Its space and formula in a line.</param>
/// <param name="Parameters">Its space.</param>
/// <param name="Evaluate">Its value at a point of the space.</param>
public sealed record TestFunction(
    string Name,
    string Definition,
    IReadOnlyList<ParameterSpec> Parameters,
    Func<IReadOnlyDictionary<string, ParameterValue>, FunctionValue> Evaluate)
{
    /// <summary>How many values it has, each to be minimised.</summary>
    public int Objectives { get; init; } = 1;

    /// <summary>The least value (that keeps the constraints) where the suite judges by it; else null.</summary>
    public double? Optimum { get; init; }

    /// <summary>A function of floats <c>x0</c>, <c>x1</c>, … in one range.</summary>
    internal static TestFunction OfFloats(
        string name, string definition, int dimensions, double low, double high, Func<double[], double> value) =>
        OfFloats(name, definition, Floats(dimensions, low, high), x => new FunctionValue([value(x)]));

    /// <summary>A function of floats.</summary>
    internal static TestFunction OfFloats(
        string name, string definition, IReadOnlyList<ParameterSpec> parameters, Func<double[], FunctionValue> evaluate) =>
        new(name, definition, parameters, point => evaluate([.. parameters.Select(p => point[p.Name].AsDouble())]));

    /// <summary>Floats <c>x0</c>, <c>x1</c>, … in one range.</summary>
    internal static IReadOnlyList<ParameterSpec> Floats(int dimensions, double low, double high) =>
        [.. Enumerable.Range(0, dimensions).Select(i => Float($"x{i}", low, high))];

    /// <summary>A float.</summary>
    internal static ParameterSpec Float(string name, double low, double high) =>
        new() { Name = name, Kind = ParameterKind.Float, Low = low, High = high };
}
