using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>The points that a study tries before its sampler's own: its defaults, then what was enqueued.</summary>
internal static class StartPoints
{
    /// <summary>How many points a study may hold in its queue.</summary>
    public const int Most = 1_000;

    /// <summary>The points that a study's spec asks for and that its queue does not have: once its space was changed those that were
    /// left are in the queue.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Of(Study study, SearchSpace space) =>
        study.Edits.Any(Editing.Edition.ChangesSpace) ? [] : Of(study.Spec, space);

    /// <summary>Whether the first of a spec's points is that of its defaults.</summary>
    public static bool BeginWithDefaults(IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> points, StudySpec spec) =>
        points.Count > (spec.Enqueue?.Count ?? 0);

    /// <summary>The points that the spec itself asks for, in order; parameters that a point lacks are left to the sampler.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Of(StudySpec spec, SearchSpace space)
    {
        var points = new List<IReadOnlyDictionary<string, ParameterValue>>();
        // Defaults for conditional parameters alone say what to use where those are absent, not where to begin.
        if (spec.Defaults is { } defaults && space.Parameters.Any(p => p.When.Count == 0 && Names(defaults, p)))
            points.Add(
                space.Parameters.Where(p => Names(defaults, p)).ToDictionary(p => p.Name, p => defaults[p.Name], StringComparer.Ordinal));
        points.AddRange(spec.Enqueue ?? []);
        return points;

        static bool Names(IReadOnlyDictionary<string, ParameterValue> defaults, Parameter parameter) =>
            defaults.TryGetValue(parameter.Name, out var value) && parameter.Accept(value) is not null;
    }

    /// <summary>A point without values.</summary>
    internal static IReadOnlyDictionary<string, ParameterValue> Nothing { get; } = new Dictionary<string, ParameterValue>();

    /// <summary>The point that is given, if it has a value for each parameter that then exists and has more than one; else null.</summary>
    internal static IReadOnlyDictionary<string, ParameterValue>? Whole(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> given)
    {
        var point = Undeclared(space, given);
        foreach (var parameter in space.Parameters)
        {
            if (!SearchSpace.IsActive(parameter, point)) continue;
            if (given.TryGetValue(parameter.Name, out var value) && Accepted(space, parameter, value) is { } accepted)
                point[parameter.Name] = accepted;
            else if (ParameterScale.Of(parameter) is { IsConstant: true } scale) point[parameter.Name] = scale.FromCoordinate(0);
            else return null;
        }

        return point;
    }

    /// <summary>A whole point: what is given, else what the sampler suggests,
    /// else a random draw, for each parameter that then exists.</summary>
    public static IReadOnlyDictionary<string, ParameterValue> Complete(
        SearchSpace space,
        IReadOnlyDictionary<string, ParameterValue> given, IReadOnlyDictionary<string, ParameterValue> suggested, long seed, int number)
    {
        var random = new TrialRandom(~seed, number);
        var point = Undeclared(space, given);
        foreach (var parameter in space.Parameters)
        {
            if (!SearchSpace.IsActive(parameter, point)) continue;
            if (given.TryGetValue(parameter.Name, out var value) && Accepted(space, parameter, value) is { } accepted)
                point[parameter.Name] = accepted;
            else
                point[parameter.Name] = suggested.TryGetValue(parameter.Name, out value)
                    ? value
                    : ParameterScale.Of(parameter).Draw(random);
        }

        return point;
    }

    /// <summary>The values of names that an open space does not know yet: the trial keeps them until it declares them.</summary>
    private static Dictionary<string, ParameterValue> Undeclared(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> given)
    {
        if (!space.IsOpen) return new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        var declared = space.Parameters.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return given.Where(value => !declared.Contains(value.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The value that is meant; null when the parameter cannot take it. In an open space it was enqueued before the parameter was
    /// declared: the trial keeps it, and is told when it asks for it.</summary>
    private static ParameterValue? Accepted(SearchSpace space, Parameter parameter, ParameterValue value) =>
        parameter.Accept(value) ?? (space.IsOpen ? value : null);
}
