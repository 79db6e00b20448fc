namespace Serverless.Tuner.Benchmarks.Functions;

/// <summary>A public function to minimise.</summary>
/// <param name="Name">Its name; where peers were measured on it, as in the files of <c>bench/data</c>.</param>
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

    /// <summary>Its value in a trial of a number in a study of a seed, where chance has a part in it; else null.</summary>
    public Func<IReadOnlyDictionary<string, ParameterValue>, long, int, FunctionValue>? EvaluateTrial { get; init; }

    /// <summary>How long a trial takes in the mean over the space, in seconds; null where nothing is known of that.</summary>
    public double? MeanSeconds { get; init; }

    /// <summary>The least value (that keeps the constraints) where the suite judges by it; else null.</summary>
    public double? Optimum { get; init; }

    /// <summary>What a trial comes to.</summary>
    /// <param name="point">Its point.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="number">Its number.</param>
    internal FunctionValue Try(IReadOnlyDictionary<string, ParameterValue> point, long seed, int number) =>
        EvaluateTrial is { } evaluate ? evaluate(point, seed, number) : Evaluate(point);

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
