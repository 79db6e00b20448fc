namespace Serverless.Tuner.Core.SearchSpaces;

/// <summary>The regions of a space of which no point is to be suggested.</summary>
internal sealed class ExcludedRegions
{
    private readonly Side[][] _regions;

    private ExcludedRegions(Side[][] regions) => _regions = regions;

    /// <summary>The regions; null when there are none.</summary>
    /// <param name="space">The space.</param>
    /// <param name="regions">What each parameter has in it: of a number two limits, or one value; of a categorical its choices.</param>
    public static ExcludedRegions? Of(
        SearchSpace space, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> regions)
    {
        if (regions.Count == 0) return null;
        var choices = space.Parameters.OfType<CategoricalParameter>().Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return new ExcludedRegions([
            .. regions.Select(region => region.Select(side => Side.Of(side.Key, side.Value, choices.Contains(side.Key))).ToArray())]);
    }

    /// <summary>Whether a point is in one of them: a parameter that the point lacks is in none.</summary>
    public bool Contains(IReadOnlyDictionary<string, ParameterValue> point)
    {
        foreach (var region in _regions)
            if (Array.TrueForAll(region, side => point.TryGetValue(side.Name, out var value) && side.Contains(value))) return true;
        return false;
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
