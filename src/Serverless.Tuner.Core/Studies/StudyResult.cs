using Serverless.Tuner.Core.Budgets;
using Serverless.Tuner.Core.Editing;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Studies;

/// <summary>What a study has come to: the parameters to use, checked against its space. A pure function of its rows, so that it is the
/// same whenever it is made of the same ones.</summary>
public sealed record StudyResult
{
    private static readonly Dictionary<string, ParameterValue> NoParameters = [];

    /// <summary>The best trial; null where the defaults stand in for one.</summary>
    public int? Trial { get; init; }

    /// <summary>The values of the best trial, one for each direction.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>What an evaluation receives: defaults ← best ← fixed.</summary>
    public required IReadOnlyDictionary<string, ParameterValue> Parameters { get; init; }

    /// <summary>What pruning and the budget saved (<see cref="Savings"/>).</summary>
    public Money Saved { get; init; }

    /// <summary>The study's <see cref="Study.Revision"/> that it was made of: a request since then may have changed it.</summary>
    public int Revision { get; init; }

    /// <summary>Makes the result of a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trials">Its trials, each with the parameters that it kept.</param>
    /// <param name="space">Its space, with what trials have declared.</param>
    /// <param name="by">With several directions, what chooses from the front: one of <see cref="FrontChoice.Names"/>; the knee when null.
    /// </param>
    public static StudyResult Of(Study study, IEnumerable<Trial> trials, SearchSpace space, string? by = null)
    {
        var all = trials as IReadOnlyCollection<Trial> ?? [.. trials];
        var order = by ?? (study.Spec.Directions.Count > 1 ? FrontChoice.Knee : null);
        var evidence = new Evidence(study, space);
        // What does not fit the space is no answer, whatever its values: the next best that does is. A trial from before a parameter was
        // added is taken to have had its old value.
        var (best, point) = FrontChoice.Of(study.Spec, all.Where(trial => !evidence.IsHidden(trial)), order)
            .Select(trial => (trial, evidence.Of(trial)))
            .FirstOrDefault(found => found.Item2 is { } fitting && Fits(space, fitting));
        return Defaults(study.Spec) with
        {
            Trial = best?.Number,
            Values = best?.Outcome.Values,
            Parameters = EvaluatedPoint.Of(study.Spec, point ?? NoParameters),
            Saved = Savings.Of(all),
            Revision = study.Revision,
        };
    }

    /// <summary>The result of a study that has come to nothing: its defaults and what it fixes.</summary>
    public static StudyResult Defaults(StudySpec spec) => new() { Parameters = EvaluatedPoint.Of(spec, NoParameters) };

    /// <summary>Whether parameters are a point of a space: each that exists has a value of its kind and range, and no other does.</summary>
    public static bool Fits(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        ArgumentNullException.ThrowIfNull(space);
        var known = 0;
        foreach (var parameter in space.Parameters)
        {
            var isThere = parameters.TryGetValue(parameter.Name, out var value);
            if (isThere) known++;
            if (isThere && parameter.Accept(value)?.Kind != value.Kind) return false;
            // An open space does not say which of its parameters a trial has.
            if (!space.IsOpen && isThere != SearchSpace.IsActive(parameter, parameters)) return false;
        }

        return space.IsOpen || known == parameters.Count;
    }
}
