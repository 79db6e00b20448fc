namespace Serverless.Tuner.Cli.Rendering;

/// <summary>A parameter whose definition was changed, or what every point keeps, in words.</summary>
internal static class ChangedParameter
{
    /// <summary>A line for each that is new or differs: <c>lr: float 1E-05 to 0.1, log -> float 1E-05 to 1 (no longer log)</c>.</summary>
    public static IEnumerable<string> Between(StudySpec before, StudySpec after)
    {
        var known = before.SearchSpace.ToDictionary(p => p.Name, StringComparer.Ordinal);
        foreach (var parameter in after.SearchSpace)
        {
            var now = SearchedRange.Of(parameter);
            if (!known.TryGetValue(parameter.Name, out var old)) yield return $"{parameter.Name}: new, {now}";
            else if (SearchedRange.Of(old) != now)
                yield return $"{parameter.Name}: {SearchedRange.Of(old)} -> {now}"
                    + (parameter.LostSince(old) is { Count: > 0 } lost ? $" ({string.Join(", ", lost)})" : "");
        }

        if (!(before.Where ?? []).SequenceEqual(after.Where ?? [])) yield return $"where: {Kept(before)} -> {Kept(after)}";
    }

    private static string Kept(StudySpec spec) => spec.Where is { Count: > 0 } where ? string.Join(" and ", where) : "nothing";
}
