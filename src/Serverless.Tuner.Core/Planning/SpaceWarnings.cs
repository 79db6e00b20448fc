using System.Globalization;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.SearchSpaces.Expressions;
using Serverless.Tuner.Core.StudyFiles;

namespace Serverless.Tuner.Core.Planning;

/// <summary>What is likely wrong with a search space.</summary>
internal static class SpaceWarnings
{
    private const double LeastLow = 1e-12;
    private const double Small = 1e-6;
    private const double MostDecades = 12;

    // A linear range over so many orders of magnitude spends nearly all of its points on the last.
    private const double LinearDecades = 3;
    private const int TrialsOfParameter = 2;

    public static IEnumerable<FieldError> Of(StudySpec spec, PlannedSpaceView space, StudyCatalogs catalogs) =>
        spec.OpenSpace ? [] : spec.SearchSpace.SelectMany(p => OfParameter(spec, p)).Concat(OfSize(spec, space, catalogs));

    private static IEnumerable<FieldError> OfParameter(StudySpec spec, ParameterSpec p)
    {
        var at = JsonPointer.Member("/searchSpace", p.Name);
        if (spec.Fixed?.ContainsKey(p.Name) == true) yield break;
        if (p.HasChoices)
        {
            if (p.Choices!.Count == 1) yield return new(at, $"has one choice, {p.Choices[0]}: give it as fixed, or give it another choice");
            yield break;
        }

        if (p is not { Low: { } low, High: { } high }) yield break;
        if (low == high) yield return new(at, $"has one value, {Text(low)}: give it as fixed, or widen the range");
        if (p.Kind is not (ParameterKind.Float or ParameterKind.Int)) yield break;
        if (p.Log && low <= LeastLow)
            yield return new(at, string.Create(
                CultureInfo.InvariantCulture,
                $"starts at {Text(low)} on a logarithmic scale, so that {Decades(p with { High = Small }):0.#} of its {Decades(p):0.#} "
                + $"decades lie below {Text(Small)}: start where the value begins to matter"));
        else if (p.Log && Decades(p) > MostDecades)
            yield return new(at, string.Create(
                CultureInfo.InvariantCulture,
                $"spans {Decades(p):0.#} decades on a logarithmic scale: narrow it to those in which the value matters"));
        else if (p is { Log: false, Scale: null, Step: null } && low > 0 && Decades(p) >= LinearDecades)
            yield return new(at, string.Create(
                CultureInfo.InvariantCulture,
                $"spans {Decades(p):0.#} decades on a linear scale, so that nine points of ten lie above "
                + $"{Text(low + ((high - low) / 10))}: give it \"log\": true where small values matter"));
    }

    private static IEnumerable<FieldError> OfSize(StudySpec spec, PlannedSpaceView space, StudyCatalogs catalogs)
    {
        foreach (var remark in GridRemarks.Of(SearchSpace.Of(spec))) yield return new("/searchSpace", remark);
        foreach (var remark in WhereRemarks.Of(spec)) yield return new("/where", remark);
        if (PlannedSpace.IsScarce(spec))
            yield return new("/where", "leaves less than one point of a thousand of the search space: narrow the ranges to those where it "
                + "holds, so that samplers need not look for what is left");
        if (GridSize(spec, catalogs.Samplers) is { } grid)
        {
            if (grid > spec.Trials)
                yield return new("/trials", string.Create(
                    CultureInfo.InvariantCulture,
                    $"are {spec.Trials:N0}, and the grid has {grid:N0} points: raise trials, make the steps larger, or "
                    + $"choose the sampler auto"));
        }
        else if (space.Parameters > 0 && spec.Trials < TrialsOfParameter * space.Parameters)
        {
            yield return new("/trials", string.Create(
                CultureInfo.InvariantCulture,
                $"are {spec.Trials:N0} for {space.Parameters:N0} parameters: give {TrialsOfParameter * space.Parameters:N0} or more, or "
                + $"fix the parameters that matter least"));
        }

        if (space.Points < spec.Trials)
            yield return new("/trials", string.Create(
                CultureInfo.InvariantCulture,
                $"are {spec.Trials:N0}, and the search space has {space.Points:N0} points: {BeyondLast(spec)}"));
    }

    /// <summary>How many points the study's sampler tries, where it tries all of a grid.</summary>
    private static long? GridSize(StudySpec spec, SamplerCatalog samplers)
    {
        if (samplers.Create(spec.Sampler) is not IExhaustive sampler) return null;
        var space = SearchSpace.Of(spec);
        return PlannedSpace.PointsOf(spec, space, sampler.LevelsOfContinuous);
    }

    private static string BeyondLast(StudySpec spec) => spec.Deterministic
        ? "the study ends when each was tried"
        : "the others repeat them; give fewer trials, or \"deterministic\": true";

    private static double Decades(ParameterSpec p) => PortableMath.Log(p.High!.Value / p.Low!.Value) / PortableMath.Log(10);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
