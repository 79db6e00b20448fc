using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Memory;

/// <summary>Carries points of one study over into the search space of another.</summary>
internal static class PointMapping
{
    /// <summary>The point with each value that the space's parameter of that name can stand for: moved into its range and onto its steps.
    /// A choice that it does not have is left out, and so is what the space does not search.</summary>
    /// <returns>Null when nothing is left.</returns>
    public static IReadOnlyDictionary<string, ParameterValue>? Into(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> point)
    {
        // An open space does not know its parameters yet: its trials take what they are told where they can.
        if (space is { IsOpen: true, Parameters.Count: 0 }) return point.Count > 0 ? point : null;
        var mapped = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var parameter in space.Parameters)
        {
            if (!point.TryGetValue(parameter.Name, out var value)) continue;
            if (ParameterScale.Of(parameter) is { IsConstant: false } scale
                && scale.ToCoordinate(Meant(parameter, value)) is var at
                && !double.IsNaN(at))
                mapped[parameter.Name] = scale.FromCoordinate(at);
        }

        return mapped.Count > 0 ? mapped : null;
    }

    /// <summary>Whether what is known of a point holds in the space: it has no value that lies outside.</summary>
    public static bool IsWithin(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> point) => space.Parameters.All(parameter =>
        !point.TryGetValue(parameter.Name, out var value) || ParameterScale.Of(parameter).IsConstant || IsNear(parameter, value));

    /// <summary>Whether a value is in the range; it need not be on the parameter's steps.</summary>
    private static bool IsNear(Parameter parameter, ParameterValue value) => parameter switch
    {
        CategoricalParameter => parameter.Accept(value) is not null,
        FloatParameter p => value.IsNumber && value.AsDouble() >= p.Low && value.AsDouble() <= p.High,
        IntParameter p => value.IsNumber && value.AsDouble() >= p.Low && value.AsDouble() <= p.High,
        _ => parameter.Contains(value),
    };

    private static ParameterValue Meant(Parameter parameter, ParameterValue value) =>
        parameter is CategoricalParameter ? parameter.Accept(value) ?? value : value;
}
