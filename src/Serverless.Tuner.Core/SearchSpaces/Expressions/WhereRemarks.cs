namespace Serverless.Tuner.Core.SearchSpaces.Expressions;

/// <summary>What may not be meant in the expressions of a study.</summary>
public static class WhereRemarks
{
    /// <summary>A sentence for each expression that every point of the space keeps.</summary>
    public static IEnumerable<string> Of(StudySpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.OpenSpace || spec.Where is not { Count: > 0 } where) return [];
        var space = SearchSpace.Of(spec).Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return where.Select(text => WhereParser.Parse(text).Expression).OfType<WhereExpression>()
            .Where(e => e.Names.All(name => space.ContainsKey(name.Name)) && WhereRanges.Over(e, space) == true)
            .Select(e => $"Every point of the search space keeps {e.Text}: it restricts nothing.");
    }
}
