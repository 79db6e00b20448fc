using System.Globalization;
using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.StudyFiles;

/// <summary>Reads and checks the expressions that every point of a study has to keep.</summary>
internal static class WhereReader
{
    /// <summary>How many a study may have.</summary>
    public const int Most = 100;

    private const string Field = "where";
    private const int LongestName = 80;

    /// <summary>The expressions of a document by themselves; what is wrong with their syntax goes into the list.</summary>
    public static IReadOnlyList<(WhereExpression Expression, string At)> Read(ObjectReader reader, ErrorList errors) =>
        Parse(Texts(reader, errors), errors);

    /// <summary>The texts of a document's expressions, which are to be checked; null when there is no such field.</summary>
    public static IReadOnlyList<string>? ReadTexts(ObjectReader reader, ErrorList errors) =>
        reader.Get(Field) is null ? null : [.. Texts(reader, errors).Select(item => item.Text)];

    /// <summary>The expressions as a study keeps them, null for none; what is wrong with them in its space goes into the list.</summary>
    public static IReadOnlyList<string>? Check(ObjectReader reader, StudySpec spec, ErrorList errors)
    {
        var expressions = Read(reader, errors);
        if (spec.OpenSpace)
        {
            if (reader.Get(Field) is { } value && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0))
                reader.Error(Field, "is not for an open search space");
            return null;
        }

        CheckIn(spec, expressions, errors);
        return expressions.Count == 0 ? null : [.. expressions.Select(e => e.Expression.Text)];
    }

    /// <summary>Expressions as a study keeps them; what is wrong with them, by themselves or in the study's space, goes into the list.
    /// </summary>
    /// <param name="spec">The study; conditions of its parameters may be wrong.</param>
    /// <param name="texts">The expressions.</param>
    /// <param name="errors">The list.</param>
    public static IReadOnlyList<string> Check(StudySpec spec, IReadOnlyList<string> texts, ErrorList errors)
    {
        if (texts.Count > Most) errors.Add($"/{Field}", $"must be up to {Most} comparisons");
        var expressions = Parse(texts.Select((text, i) => (text, JsonPointer.Element($"/{Field}", i))), errors);
        CheckIn(spec with { SearchSpace = [.. spec.SearchSpace.Select(p => p with { When = null })] }, expressions, errors);
        return [.. expressions.Select(e => e.Expression.Text)];
    }

    /// <summary>Of a study's expressions those that no point of its space keeps.</summary>
    public static IEnumerable<string> Impossible(StudySpec spec)
    {
        if (spec.OpenSpace || spec.Where is not { Count: > 0 } where) return [];
        var space = SearchSpace.Of(spec).Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        return where.Select(text => WhereParser.Parse(text).Expression).OfType<WhereExpression>()
            .Where(e => e.Names.All(name => space.ContainsKey(name.Name)) && WhereRanges.Over(e, space) == false).Select(e => e.Text);
    }

    /// <summary>Why the point of a study's defaults is not to be its first; null when it may be, or is none.</summary>
    public static string? DefaultsRefusal(StudySpec spec, SearchSpace space) =>
        StartPoints.Of(spec, space) is [var first, ..] points && StartPoints.BeginWithDefaults(points, spec)
            ? ExcludedRegions.Of(space, [], spec.Where)?.Refusal(first)
            : null;

    /// <summary>The texts and where they stand; what is none goes into the list.</summary>
    private static IEnumerable<(string Text, string At)> Texts(ObjectReader reader, ErrorList errors)
    {
        if (reader.Get(Field) is not { } value) yield break;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > Most)
        {
            reader.Error(Field, $"must be an array of up to {Most} comparisons such as \"units2 <= units1\"");
            yield break;
        }

        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
        {
            var at = JsonPointer.Element(reader.PointerTo(Field), i);
            if (item.ValueKind == JsonValueKind.String) yield return (item.GetString()!, at);
            else errors.Add(at, $"must be a comparison such as \"units2 <= units1\", not {ObjectReader.Describe(item)}");
        }
    }

    private static List<(WhereExpression Expression, string At)> Parse(IEnumerable<(string Text, string At)> texts, ErrorList errors)
    {
        var expressions = new List<(WhereExpression Expression, string At)>();
        foreach (var (text, at) in texts)
            if (WhereParser.Parse(text) is var (expression, error) && expression is null) errors.Add(at, error!);
            else expressions.Add((expression, at));
        return expressions;
    }

    private static void CheckIn(StudySpec spec, IReadOnlyList<(WhereExpression Expression, string At)> expressions, ErrorList errors)
    {
        var space = SearchSpace.Of(spec).Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var (expression, at) in expressions)
        {
            var wrong = expression.Names.Select(name => WrongWith(name, space)).OfType<string>().ToArray();
            foreach (var reason in wrong) errors.Add(at, reason);
            if (wrong.Length == 0 && WhereRanges.Over(expression, space) == false)
                errors.Add(at, $"holds for no point of the search space: {expression.Text}");
        }
    }

    private static string? WrongWith(WhereName name, Dictionary<string, Parameter> space)
    {
        var shown = string.Create(
            CultureInfo.InvariantCulture, $"column {name.Column}: '{Excerpt.Start(name.Name, LongestName)}'");
        if (!space.TryGetValue(name.Name, out var parameter))
            return $"{shown} is not a parameter of the search space{DidYouMean.Hint(name.Name, space.Keys)}";
        if (parameter is CategoricalParameter { Choices.Count: > 1, IsOrdered: false })
            return $"{shown} is categorical: its choices have no order; an ordinal of numbers has one";
        return WhereRanges.Of(parameter) is null ? $"{shown} is no number" : null;
    }
}
