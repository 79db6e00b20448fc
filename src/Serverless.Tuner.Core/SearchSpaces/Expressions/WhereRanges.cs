using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>Between what the values of a space's parameters lie, and what that tells of expressions.</summary>
internal static class WhereRanges
{
    /// <summary>Whether an expression holds for all points of a space (true), for none (false), or that is not known (null).</summary>
    /// <param name="expression">An expression whose parameters are all numbers of the space.</param>
    /// <param name="space">The space, by name.</param>
    public static bool? Over(WhereExpression expression, IReadOnlyDictionary<string, Parameter> space) =>
        expression.Over([.. expression.Names.Select(name => Of(space[name.Name]) ?? Everything)]);

    private static Interval Everything { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Between what a parameter's values lie; null where some are no numbers.</summary>
    public static Interval? Of(Parameter parameter) => parameter switch
    {
        NormalParameter p => new Interval(
            p.Low ?? (p.Log ? 0 : double.NegativeInfinity), p.High ?? double.PositiveInfinity),
        CategoricalParameter p => OfChoices(p.Choices),
        _ => new Interval(Value(parameter, 0), Value(parameter, 1)),
    };

    private static double Value(Parameter parameter, double coordinate) =>
        ParameterScale.Of(parameter).FromCoordinate(coordinate).AsDouble();

    private static Interval? OfChoices(IReadOnlyList<ParameterValue> choices) => choices.All(c => c.IsNumber)
        ? new Interval(choices.Min(c => c.AsDouble()), choices.Max(c => c.AsDouble()))
        : null;
}
