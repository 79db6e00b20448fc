using System.Globalization;
using Serverless.Tuner.Core.Samplers.Grid;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Planning;

/// <summary>Counts the points of a search space.</summary>
internal static class PlannedSpace
{
    // The conditions of larger spaces take too long to count.
    private const int MostCounted = 1_000;

    // Points of which some are excluded are counted one by one.
    private const long MostLookedAt = 100_000;
    private const int Sample = 10_000;
    private const int FewOfSample = 10;

    public static PlannedSpaceView Of(StudySpec spec)
    {
        if (spec.OpenSpace) return new PlannedSpaceView { Size = "open: trials declare the parameters" };
        var space = SearchSpace.Of(spec);
        var free = space.Parameters.Count(p => !ParameterScale.Of(p).IsConstant);
        var continuous = FiniteSpace.FirstContinuous(space);
        var points = continuous is null && space.Parameters.Count <= MostCounted
            ? PointsOf(spec, space, 0)
            : null;
        if (points > FiniteSpace.MostPoints) points = null;
        return new PlannedSpaceView { Parameters = free, Points = points, Size = Words(points, continuous) };
    }

    /// <summary>How many points may be tried; null where that is not known.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="space">Its space.</param>
    /// <param name="levelsOfContinuous">How many levels are considered of a continuous parameter.</param>
    public static long? PointsOf(StudySpec spec, SearchSpace space, int levelsOfContinuous)
    {
        var encoding = new PointEncoding(space);
        if (ExcludedRegions.Of(space, spec.Exclude ?? [], spec.Where) is not { } excluded)
            return FiniteSpace.SizeOf(space, encoding, levelsOfContinuous);
        return FiniteSpace.Of(space, encoding, levelsOfContinuous) is { } points
            ? AllowedPoints.Count(points, encoding, excluded, MostLookedAt)
            : null;
    }

    /// <summary>Whether hardly a point that is drawn at random keeps the study's <c>where</c>.</summary>
    public static bool IsScarce(StudySpec spec)
    {
        var space = SearchSpace.Of(spec);
        if (ExcludedRegions.Of(space, [], spec.Where) is not { } excluded) return false;
        var draws = new RandomSuggester(space, spec.Seed);
        return Enumerable.Range(0, Sample).Select(draws.Suggest).Where(p => !excluded.Contains(p)).Take(FewOfSample).Count() < FewOfSample;
    }

    private static string Words(long? points, Parameter? continuous) => (points, continuous) switch
    {
        (1, _) => "1 point",
        ({ } count, _) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} points",
        (_, { } parameter) => $"continuous (in {parameter.Name})",
        _ => "finite, too large to count",
    };
}
