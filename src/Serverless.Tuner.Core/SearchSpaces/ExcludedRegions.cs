using Serverless.Tuner.Core.SearchSpaces.Expressions;

namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>The regions of a space of which no point is to be suggested: those that a study excludes, and those where an expression of
/// its <c>where</c> does not hold.</summary>
internal sealed class ExcludedRegions
{
    private readonly Side[][] _regions;
    private readonly WhereExpression[] _where;

    private ExcludedRegions(Side[][] regions, WhereExpression[] where) => (_regions, _where) = (regions, where);

    /// <summary>The regions; null when there are none.</summary>
    /// <param name="space">The space.</param>
    /// <param name="regions">What each parameter has in it: of a number two limits, or one value; of a categorical its choices.</param>
    /// <param name="where">The expressions that a point has to keep, which were checked; null for none.</param>
    public static ExcludedRegions? Of(
        SearchSpace space, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> regions,
        IReadOnlyList<string>? where)
    {
        if (regions.Count == 0 && where is not { Count: > 0 }) return null;
        var choices = space.Parameters.OfType<CategoricalParameter>().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return new ExcludedRegions(
            [.. regions.Select(region => region.Select(side => Side.Of(side.Key, side.Value, choices.Contains(side.Key))).ToArray())],
            [.. (where ?? []).Select(text => WhereParser.Parse(text).Expression).OfType<WhereExpression>()]);
    }

    /// <summary>Whether a point is in one of them: a parameter that the point lacks is in none, and keeps each expression.</summary>
    public bool Contains(IReadOnlyDictionary<string, ParameterValue> point)
    {
        foreach (var expression in _where)
            if (!expression.IsKeptBy(point)) return true;
        foreach (var region in _regions)
            if (Array.TrueForAll(region, side => point.TryGetValue(side.Name, out var value) && side.Contains(value))) return true;
        return false;
    }

    /// <summary>Why a point is not to be suggested, in words such as <c>does not keep a &lt;= b</c>; null when it may be.</summary>
    public string? Refusal(IReadOnlyDictionary<string, ParameterValue> point)
    {
        var broken = _where.Where(expression => !expression.IsKeptBy(point)).Select(expression => expression.Text).ToArray();
        if (broken.Length > 0) return $"does not keep {string.Join(", nor ", broken)}, which the study's where asks for";
        return Contains(point) ? "is in a region that the study excludes" : null;
    }

    private sealed record Side(string Name, double Low, double High, ValueSet? Choices)
    {
        public static Side Of(string name, IReadOnlyList<ParameterValue> values, bool isChoice) =>
            isChoice || values.Any(v => !v.IsNumber)
                ? new Side(name, 0, 0, new ValueSet(values))
                : new Side(name, values[0].AsDouble(), values[^1].AsDouble(), null);

        public bool Contains(ParameterValue value) => Choices is not null
            ? Choices.Find(value) is not null
            : value.IsNumber && value.AsDouble() >= Low && value.AsDouble() <= High;
    }
}
