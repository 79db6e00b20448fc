using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Editing;

/// <summary>What the changes of a study come to.</summary>
internal static class Edition
{
    private static readonly HashSet<int> s_none = [];

    /// <summary>The trials that are hidden from the sampler's model and from the best.</summary>
    public static IReadOnlySet<int> Hidden(IReadOnlyList<StudyEdit> edits)
    {
        if (edits.Count == 0) return s_none;
        var hidden = new HashSet<int>();
        foreach (var edit in edits)
            if (edit.Hidden is { } number) hidden.Add(number);
            else if (edit.Shown is { } shown) hidden.Remove(shown);
        return hidden;
    }

    /// <summary>The regions that are excluded.</summary>
    /// <param name="spec">The study's spec: what it excludes counts until that is changed.</param>
    /// <param name="edits">Its changes.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> Excluded(
        StudySpec spec, IReadOnlyList<StudyEdit> edits) =>
        edits.LastOrDefault(e => e.Exclude is not null)?.Exclude ?? spec.Exclude ?? [];

    /// <summary>The expressions that every point keeps; null for none.</summary>
    /// <param name="spec">The study's spec: its <c>where</c> counts until that is changed.</param>
    /// <param name="edits">Its changes.</param>
    public static IReadOnlyList<string>? Where(StudySpec spec, IReadOnlyList<StudyEdit> edits) =>
        (edits.LastOrDefault(e => e.Where is not null)?.Where ?? spec.Where) is { Count: > 0 } where ? where : null;

    /// <summary>Whether it was changed what is searched, rather than what is learnt from.</summary>
    public static bool ChangesSpace(StudyEdit edit) =>
        edit.Parameters is not null || edit.Exclude is not null || edit.Where is not null;

    /// <summary>How many changes came before a trial.</summary>
    public static int CountBefore(IReadOnlyList<StudyEdit> edits, int trial) => edits.Count(e => e.FromTrial <= trial);

    /// <summary>The study with only the first changes, and the search space that it had then.</summary>
    public static Study After(Study study, int count)
    {
        if (count >= study.Edits.Count) return study;
        var space = study.Spec.SearchSpace.ToList();
        foreach (var edit in study.Edits.Skip(count).Reverse())
            foreach (var parameter in edit.Parameters ?? [])
            {
                var at = space.FindIndex(p => p.Name == parameter.After.Name);
                if (parameter.Before is { } before) space[at] = before;
                else space.RemoveAt(at);
            }

        return study with { Spec = study.Spec with { SearchSpace = space }, Edits = [.. study.Edits.Take(count)] };
    }

    /// <summary>The regions that are excluded from a study's space, also by its <c>where</c>; null when none are.</summary>
    public static ExcludedRegions? Regions(StudySpec spec, SearchSpace space, IReadOnlyList<StudyEdit> edits) =>
        ExcludedRegions.Of(space, Excluded(spec, edits), Where(spec, edits));
}
