using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Memory;

/// <summary>Finds out what a new study learns from earlier ones, and later whether that helped.</summary>
public static class WarmStarts
{
    /// <summary>The most points that are tried first.</summary>
    private const int MostPoints = 3;

    // So many trials of the study to each of them.
    private const int TrialsOfEach = 4;

    /// <summary>The studies of a memory by how similar they are to a new one, of equals the one that ended last first.</summary>
    public static IReadOnlyList<SimilarStudy> Rank(StudySpec spec, IEnumerable<MemoryEntry> memory)
    {
        var wanted = StudyFingerprint.Of(spec);
        return [.. memory.Select(entry => new SimilarStudy(entry, Similarity.Of(wanted, entry.Fingerprint)))
            .OrderByDescending(s => s.Similarity.Score).ThenByDescending(s => s.Entry.EndedAt).ThenBy(s => s.Entry.Id)];
    }

    /// <summary>Those of ranked studies that a study learns from which asks for similar ones.</summary>
    public static IReadOnlyList<SimilarStudy> Choose(WarmStartSpec wanted, IReadOnlyList<SimilarStudy> ranked) =>
        [.. ranked.Where(s => s.Similarity.Score >= wanted.Threshold && s.Entry.Complete > 0).Take(wanted.Max)];

    /// <summary>What a study learns from some studies.</summary>
    /// <param name="spec">The new study.</param>
    /// <param name="from">The studies, the most similar first.</param>
    public static ResolvedWarmStart Resolve(StudySpec spec, IReadOnlyList<SimilarStudy> from)
    {
        var learned = spec.WarmStart is { Space: WarmStartSpace.Learned } ? LearnedSpace.Of(spec, [.. from.Select(s => s.Entry)]) : [];
        // Where earlier studies had their best points, this one may have none.
        if (WhereReader.Impossible(spec with { SearchSpace = LearnedSpace.Apply(spec.SearchSpace, learned) }).Any()) learned = [];
        var given = Points(spec, from);
        PriorStudy[] studies = spec.Directions.Count > 1
            ? []
            : [.. from.Where(s => s.Entry.Sample.Count > 0 && s.Entry.Fingerprint.Directions.SequenceEqual(spec.Directions))
                .Select(s => new PriorStudy(s.Entry.Name, s.Similarity.Score, s.Entry.Sample))];
        return new ResolvedWarmStart(
            new WarmStartState
            {
                From = [.. from.Select(View)],
                Points = given.Count,
                Waiting = given.Count,
                WaitingOf = [.. given.Select(point => point.Of)],
                Learned = learned.Count > 0 ? learned : null,
                HasTrials = studies.Length > 0,
            },
            [.. given.Select(point => point.Values)], studies);
    }

    /// <summary>A study in the shape of the API.</summary>
    public static SimilarStudyView View(SimilarStudy similar) => new()
    {
        Id = similar.Entry.Id,
        Name = similar.Entry.Name,
        Score = Math.Round(similar.Similarity.Score, 4),
        Explanation = similar.Similarity.Explanation,
    };

    /// <summary>The space that a study's sampler searches: of a parameter that was changed since, what it was changed to counts.</summary>
    public static SearchSpace SpaceOf(StudySpec spec, WarmStartState? state, IReadOnlyList<StudyEdit> edits)
    {
        if (state?.Learned is not { } learned || spec.OpenSpace) return SearchSpace.Of(spec);
        var changed = edits.SelectMany(edit => edit.Parameters ?? []).Select(p => p.After.Name).ToHashSet(StringComparer.Ordinal);
        var narrow = spec with
        {
            SearchSpace = LearnedSpace.Apply(spec.SearchSpace, [.. learned.Where(p => !changed.Contains(p.Name))]),
            Where = Edition.Where(spec, edits),
        };
        // What every point keeps since may be nothing that earlier studies had near their best.
        return SearchSpace.Of(WhereReader.Impossible(narrow).Any() ? spec : narrow);
    }

    /// <summary>The study with what its trials so far tell of its warm start.</summary>
    internal static Study Measure(Study study, IReadOnlyList<Trial> trials)
    {
        if (study.WarmStart is not { Trials.Count: > 0 } state || study.Spec.Directions.Count > 1) return study;
        var isWarm = state.Trials.ToHashSet();
        var complete = trials.Where(t => t.State == TrialState.Complete && StudyMachine.IsFeasible(t)).ToArray();
        var own = complete.Where(t => !isWarm.Contains(t.Number)).OrderBy(t => t.Number).Take(state.Trials.Count).ToArray();
        if (Best(complete.Where(t => isWarm.Contains(t.Number))) is not { } best) return study;
        return study with
        {
            WarmStart = state with
            {
                BestRank = 1 + complete.Count(t => Loss(t) < best),
                Gain = own.Length == state.Trials.Count ? Best(own) - best : null,
            },
        };

        double Loss(Trial trial) => (study.Spec.Directions[0] == Direction.Minimize ? 1 : -1) * trial.Outcome.Values![0];

        double? Best(IEnumerable<Trial> some) => some.Select(t => (double?)Loss(t)).Min();
    }

    /// <summary>The best point of each study, then the second of each, and so on; none twice.</summary>
    private static List<(IReadOnlyDictionary<string, ParameterValue> Values, WarmPoint Of)> Points(
        StudySpec spec, IReadOnlyList<SimilarStudy> from)
    {
        var space = SearchSpace.Of(spec);
        var regions = ExcludedRegions.Of(space, spec.Exclude ?? [], spec.Where);
        var most = Math.Clamp(spec.Trials / TrialsOfEach, 1, MostPoints);
        var points = new List<(IReadOnlyDictionary<string, ParameterValue> Values, WarmPoint Of)>();
        for (var rank = 0; rank < MemoryEntry.MostBest; rank++)
            foreach (var entry in from.Select(s => s.Entry).Where(e => rank < e.Best.Count))
                if (points.Count < most
                    && PointMapping.Into(space, entry.Best[rank].Parameters) is { } point && regions?.Contains(point) != true
                    && !points.Any(p => AreSame(p.Values, point)))
                    points.Add((point, new WarmPoint(entry.Name, rank + 1)));
        return points;
    }

    private static bool AreSame(IReadOnlyDictionary<string, ParameterValue> a, IReadOnlyDictionary<string, ParameterValue> b) =>
        a.Count == b.Count && a.All(value => b.TryGetValue(value.Key, out var other) && other == value.Value);
}
