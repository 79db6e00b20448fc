using System.Text.Json;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Serverless.Tuner.Core.StudyFiles;
using Serverless.Tuner.Core.Studies;

namespace Serverless.Tuner.Core.Editing;

/// <summary>Changes what a study searches while it runs, and hides trials from what it learns.</summary>
/// <remarks>Pure; applied to its own result it changes nothing more.</remarks>
public static class SpaceEditing
{
    /// <summary>How many changes a study's history holds.</summary>
    public const int MostEdits = 1_000;

    /// <summary>The most that the history may take on the study's row, in characters of JSON.</summary>
    internal const int MostCharacters = 128 * 1024;

    private const string Space = "/searchSpace", Where = "/where";
    private const string TooMany = "would make the study's history larger than its row holds; copy the study, and change the copy";

    /// <summary>The study with the parameters, excluded regions and expressions that are asked for; itself when it has them already.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="editor">Who asks.</param>
    /// <param name="now">The time.</param>
    public static StudyChange Apply(Study study, ExtendRequest request, StudyEditor editor, DateTimeOffset now)
    {
        if (request is { SearchSpace: null, Exclude: null, Where: null }) return StudyChange.To(study);
        if (study.Spec.OpenSpace) return new StudyChange(null, [.. RefusalsOfOpen(request)]);
        var errors = new ErrorList();
        var edits = ParameterEdits(study.Spec, request.SearchSpace, errors);
        var spec = edits.Count == 0 ? study.Spec : study.Spec with { SearchSpace = Edited(study.Spec.SearchSpace, edits) };
        if (errors.IsEmpty) CheckTogether(spec, edits, errors);
        var exclude = request.Exclude is null ? null : RegionsReader.Check(spec, request.Exclude, errors);
        var where = request.Where is null ? null : WhereReader.Check(spec, request.Where, errors);
        if (edits.Count > 0 && errors.IsEmpty) CheckStanding(spec, where is null ? WhereOf(study) : null, errors);
        if (edits.Count > 0 && errors.IsEmpty)
            foreach (var error in editor.Check(spec)) errors.Add(error.Pointer, error.Detail);
        if (!errors.IsEmpty) return new StudyChange(null, errors.ToList());
        return Edited(study, spec, new StudyEdit
        {
            At = now,
            By = editor.By,
            FromTrial = study.NextNumber,
            Parameters = edits.Count > 0 ? edits : null,
            Exclude = exclude,
            Where = where,
        });
    }

    /// <summary>The study after an edit; itself where that changes nothing.</summary>
    private static StudyChange Edited(Study study, StudySpec spec, StudyEdit edit)
    {
        if (edit.Exclude is { } exclude && AreSame(exclude, ExcludedOf(study))) edit = edit with { Exclude = null };
        if (edit.Where?.ToHashSet(StringComparer.Ordinal).SetEquals(WhereOf(study) ?? []) == true) edit = edit with { Where = null };
        return Edition.ChangesSpace(edit)
            ? Add(QueueOf(study with { Spec = spec }, study, ref edit), edit, Space)
            : StudyChange.To(study);
    }

    /// <summary>Takes a trial out of what the sampler learns from and out of the best, or lets it count again.</summary>
    /// <param name="study">The study.</param>
    /// <param name="number">One of its trials.</param>
    /// <param name="hidden">Whether it is to be hidden.</param>
    /// <param name="trials">All its trials, by number: those that were counted have ended.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">The time.</param>
    public static StudyChange Hide(
        Study study, int number, bool hidden, IReadOnlyList<Trial> trials, string by, DateTimeOffset now)
    {
        if (Edition.Hidden(study.Edits).Contains(number) == hidden) return StudyChange.To(study);
        var edit = new StudyEdit
        {
            At = now,
            By = by,
            FromTrial = study.NextNumber,
            Hidden = hidden ? number : null,
            Shown = hidden ? null : number,
        };
        var change = Add(study, edit, "/hidden");
        if (change.Study is not { } changed) return change;
        return StudyChange.To(changed with { Best = BestOf(changed, trials), CompleteSinceBest = 0, ExpectingLittle = 0 });
    }

    /// <summary>Whether all trials that the study has counted are known as they ended.</summary>
    public static bool KnowsCounted(Study study, IReadOnlyList<Trial> trials)
    {
        var open = study.Open.Select(o => o.Number).ToHashSet();
        return trials.Count >= study.NextNumber && trials.Take(study.NextNumber).All(t => t.HasEnded || open.Contains(t.Number));
    }

    /// <summary>The trials of a study that are hidden.</summary>
    public static IReadOnlySet<int> HiddenOf(Study study) => Edition.Hidden(study.Edits);

    /// <summary>The parameters of a trial as the study has them now: with the values that it is taken to have had of those added since.
    /// </summary>
    /// <param name="study">The study.</param>
    /// <param name="number">The trial.</param>
    /// <param name="parameters">What it was evaluated with.</param>
    public static IReadOnlyDictionary<string, ParameterValue> PointNow(
        Study study, int number, IReadOnlyDictionary<string, ParameterValue> parameters) =>
        study.Edits.Count == 0 ? parameters : new Evidence(study, SearchSpace.Of(study.Spec)).Filled(number, parameters);

    /// <summary>The regions that a study excludes.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> ExcludedOf(Study study) =>
        Edition.Excluded(study.Spec, study.Edits);

    /// <summary>The expressions that every point of a study keeps; null for none.</summary>
    public static IReadOnlyList<string>? WhereOf(Study study) => Edition.Where(study.Spec, study.Edits);

    /// <summary>The spec of a study as a study file would say what it searches now.</summary>
    public static StudySpec SpecNow(Study study)
    {
        // What the study does not try any more is nothing to ask of another.
        var excluded = RegionsReader.Fitting(study.Spec, ExcludedOf(study));
        var spec = study.Spec with { Exclude = excluded.Count > 0 ? excluded : null, Where = WhereOf(study) };
        var isLost = Lost(spec, excluded);
        var points = study.Edits.Count == 0 ? spec.Enqueue : spec.Enqueue?.Where(point => !isLost(point)).ToArray();
        return spec with { Enqueue = points is { Count: > 0 } ? points : null };
    }

    /// <summary>What may not be meant of a request: a definition takes the place of the old one whole, and an expression may restrict
    /// nothing.</summary>
    /// <param name="study">The study after the request.</param>
    /// <param name="request">The request.</param>
    public static IEnumerable<string> Remarks(Study study, ExtendRequest request)
    {
        if (request.Where is not null)
            foreach (var remark in WhereRemarks.Of(study.Spec with { Where = WhereOf(study) })) yield return remark;
        if (request.SearchSpace is not { } asked || study.Edits.LastOrDefault(e => e.Parameters is not null) is not { } edit) yield break;
        foreach (var (after, before, _) in edit.Parameters!.Where(p => asked.ContainsKey(p.After.Name)))
            if (before is not null && after.LostSince(before) is { Count: > 0 } lost)
                yield return $"{after.Name} is {string.Join(" and ", lost)}: a definition takes the place of the whole one before it.";
    }

    /// <summary>The spec of a study before all changes of its space.</summary>
    public static StudySpec FirstSpecOf(Study study) => Edition.After(study, 0).Spec;

    /// <summary>The points of a request to enqueue that are excluded: what a study does not suggest it is not to be asked for.</summary>
    internal static IEnumerable<FieldError> Excluded(
        Study study, IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> points)
    {
        if (study.Spec.OpenSpace || Edition.Regions(study.Spec, SearchSpace.Of(study.Spec), study.Edits) is not { } regions) yield break;
        for (var i = 0; i < points.Count; i++)
            if (regions.Refusal(points[i]) is { } refusal) yield return new FieldError($"/points/{i}", refusal);
    }

    private static IEnumerable<FieldError> RefusalsOfOpen(ExtendRequest request)
    {
        if (request.SearchSpace is not null) yield return new FieldError(Space, "is open: its trials declare the parameters");
        if (request.Exclude is not null) yield return new FieldError("/exclude", "is not for an open search space");
        if (request.Where is not null) yield return new FieldError(Where, "is not for an open search space");
    }

    private static StudyChange Add(Study study, StudyEdit edit, string pointer)
    {
        StudyEdit[] edits = [.. study.Edits, edit];
        if (edits.Length > MostEdits || JsonSerializer.Serialize(edits, TunerJson.Options).Length > MostCharacters)
            return new StudyChange(null, [new FieldError(pointer, TooMany)]);
        // What comes from now on is judged by itself.
        return StudyChange.To(study with { Edits = edits, CompleteSinceBest = 0, ExpectingLittle = 0 });
    }

    private static BestTrial? BestOf(Study study, IReadOnlyList<Trial> trials)
    {
        if (study.Spec.Directions.Count != 1) return null;
        var (hidden, open) = (Edition.Hidden(study.Edits), study.Open.Select(o => o.Number).ToHashSet());
        var counted = trials.Take(study.NextNumber).Where(t => !open.Contains(t.Number) && !hidden.Contains(t.Number));
        return BestTrials.Of(study.Spec.Directions, counted).FirstOrDefault() is { } best
            ? new BestTrial(best.Number, best.Outcome.Values![0], best.Parameters)
            : null;
    }

    /// <summary>The study with the points that wait and still fit in its queue; the edit tells those that were dropped.</summary>
    private static Study QueueOf(Study edited, Study before, ref StudyEdit edit)
    {
        // The points of a warm start stay the first of the queue, by which they are known.
        var warm = before.Queue.Take(before.WarmStart?.Waiting ?? 0).ToList();
        var waiting = warm.Concat(StartPoints.Of(before, SearchSpace.Of(before.Spec)).Skip(before.StartPointsTaken))
            .Concat(before.Queue.Skip(warm.Count)).ToList();
        var spec = edited.Spec with { Where = edit.Where ?? WhereOf(before) };
        var dropped = waiting.Where(Lost(spec, edit.Exclude ?? ExcludedOf(before))).ToList();
        if (dropped.Count > 0) edit = edit with { Dropped = dropped };
        return edited with
        {
            Queue = [.. waiting.Where(IsKept)],
            StartPointsTaken = 0,
            WarmStart = before.WarmStart is { } state
                ? state with
                {
                    Waiting = warm.Count(IsKept),
                    WaitingOf = state.WaitingOf?.Where((_, i) => i < warm.Count && IsKept(warm[i])).ToArray(),
                }
                : null,
        };

        bool IsKept(IReadOnlyDictionary<string, ParameterValue> point) => !dropped.Contains(point);
    }

    /// <summary>Whether a point is none of a space, or is excluded from it.</summary>
    private static Func<IReadOnlyDictionary<string, ParameterValue>, bool> Lost(
        StudySpec spec, IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ParameterValue>>> excluded)
    {
        var space = SearchSpace.Of(spec);
        var parameters = space.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var regions = ExcludedRegions.Of(space, excluded, spec.Where);
        return point => regions?.Contains(point) == true
            || !point.All(v => parameters.TryGetValue(v.Key, out var parameter) && parameter.Accept(v.Value) is not null);
    }

    private static List<ParameterEdit> ParameterEdits(
        StudySpec spec, IReadOnlyDictionary<string, ParameterChange>? asked, ErrorList errors)
    {
        var edits = new List<ParameterEdit>();
        foreach (var (name, change) in asked ?? new Dictionary<string, ParameterChange>())
        {
            var at = JsonPointer.Member(Space, name);
            var (after, before) = (change.Named(name), spec.SearchSpace.FirstOrDefault(p => p.Name == name));
            if (spec.Fixed?.TryGetValue(name, out var value) == true) errors.Add(at, $"is fixed at {value} by the study");
            if (before is null) CheckNew(change, at, errors);
            else
            {
                if (before.Kind != after.Kind)
                    errors.Add(at, $"is {Word(before.Kind)} in the study and cannot become {Word(after.Kind)}");
                if (change.OldValue is not null)
                    errors.Add(JsonPointer.Member(at, "oldValue"), "is for a new parameter only: of this one each trial has its own value");
                if (AreSame(before, after)) continue;
            }

            edits.Add(new ParameterEdit(after, before, before is null ? change.OldValue : null));
        }

        return edits;
    }

    private static void CheckNew(ParameterChange change, string at, ErrorList errors)
    {
        var oldAt = JsonPointer.Member(at, "oldValue");
        if (change.OldValue is not { } old) errors.Add(oldAt, "is required of a new parameter: the value that trials so far have had");
        else if (SearchSpace.From([change.Named("x") with { When = null }]).Parameters[0].Accept(old) is null)
            errors.Add(oldAt, $"{old} is not a value of this parameter");
    }

    private static void CheckTogether(StudySpec spec, List<ParameterEdit> edits, ErrorList errors)
    {
        if (edits.Count == 0) return;
        ConditionChecks.Check(
            [.. spec.SearchSpace.Select(p => (p, JsonPointer.Member(Space, p.Name)))],
            spec.SearchSpace.Select(p => p.Name).ToHashSet(StringComparer.Ordinal), errors);
    }

    /// <summary>Whether a changed space still has what the expressions need that the study has, and was not asked to change.</summary>
    private static void CheckStanding(StudySpec spec, IReadOnlyList<string>? where, ErrorList errors)
    {
        if (where is null) return;
        foreach (var expression in WhereReader.Impossible(spec with { Where = where }))
            errors.Add(Space, $"leaves no point that keeps {expression}, which the study's where asks for");
        if (!errors.IsEmpty) return;
        var broken = new ErrorList();
        WhereReader.Check(spec, where, broken);
        foreach (var error in broken.ToList()) errors.Add(Space, $"leaves the study's where without sense: {error.Detail}");
    }

    private static List<ParameterSpec> Edited(IReadOnlyList<ParameterSpec> space, List<ParameterEdit> edits)
    {
        var edited = space.ToList();
        foreach (var edit in edits)
            if (edited.FindIndex(p => p.Name == edit.After.Name) is >= 0 and var at) edited[at] = edit.After;
            else edited.Add(edit.After);
        return edited;
    }

    private static bool AreSame<T>(T a, T b) =>
        JsonSerializer.Serialize(a, TunerJson.Options) == JsonSerializer.Serialize(b, TunerJson.Options);

    private static string Word(ParameterKind kind) => kind.ToString().ToLowerInvariant();
}
