using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Scales;

/// <summary>Turns the points of a space into rows of coordinates, one for
/// each parameter in the space's order, NaN where it is absent.</summary>
internal sealed class PointEncoding
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly ParameterScale[] _scales;
    private readonly CompiledCondition[][] _conditions;

    public PointEncoding(SearchSpace space)
    {
        _parameters = space.Parameters;
        _scales = [.. _parameters.Select(ParameterScale.Of)];
        var indices = space.IndicesByName();
        _conditions = [.. _parameters.Select(p => p.When.Select(c => new CompiledCondition(indices[c.Parent], c)).ToArray())];
    }

    public int Dimensions => _scales.Length;

    public IReadOnlyList<ParameterScale> Scales => _scales;

    /// <summary>Whether <paramref name="parameter"/> exists, given the coordinates of those before it.</summary>
    public bool IsActive(int parameter, ReadOnlySpan<double> point)
    {
        foreach (var (parent, condition) in _conditions[parameter])
            if (double.IsNaN(point[parent]) || !condition.HoldsFor(_scales[parent].FromCoordinate(point[parent]))) return false;
        return true;
    }

    /// <summary>Whether each parameter that exists at a point has values that can be counted.</summary>
    public bool IsDiscrete(ReadOnlySpan<double> point)
    {
        for (var i = 0; i < point.Length; i++)
            if (!double.IsNaN(point[i]) && _scales[i] is not (IDiscreteScale or ChoiceScale or { IsConstant: true })) return false;
        return true;
    }

    /// <summary>The coordinates of a point; NaN also for what the space no longer knows, such as a choice that was taken out.</summary>
    public double[] Encode(IReadOnlyDictionary<string, ParameterValue> values)
    {
        var point = new double[Dimensions];
        for (var i = 0; i < point.Length; i++)
            point[i] = values.TryGetValue(_parameters[i].Name, out var value) && SearchSpace.IsActive(_parameters[i], values)
                ? _scales[i].ToCoordinate(value)
                : double.NaN;
        return point;
    }

    public Dictionary<string, ParameterValue> Decode(ReadOnlySpan<double> point)
    {
        var values = new Dictionary<string, ParameterValue>(Dimensions, StringComparer.Ordinal);
        for (var i = 0; i < point.Length; i++)
            if (!double.IsNaN(point[i])) values.Add(_parameters[i].Name, _scales[i].FromCoordinate(point[i]));
        return values;
    }

    private readonly record struct CompiledCondition(int Parent, Condition Condition);
}
