using System.Globalization;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Planning;

/// <summary>Counts the points of a search space.</summary>
internal static class PlannedSpace
{
    // The conditions of larger spaces take too long to count.
    private const int MostCounted = 1_000;

    public static PlannedSpaceView Of(StudySpec spec)
    {
        if (spec.OpenSpace) return new PlannedSpaceView { Size = "open: trials declare the parameters" };
        var space = SearchSpace.Of(spec);
        var free = space.Parameters.Count(p => !ParameterScale.Of(p).IsConstant);
        var continuous = FiniteSpace.FirstContinuous(space);
        var points = continuous is null && space.Parameters.Count <= MostCounted
            ? FiniteSpace.SizeOf(space, new PointEncoding(space), 0)
            : null;
        if (points > FiniteSpace.MostPoints) points = null;
        return new PlannedSpaceView { Parameters = free, Points = points, Size = Words(points, continuous) };
    }

    private static string Words(long? points, Parameter? continuous) => (points, continuous) switch
    {
        (1, _) => "1 point",
        ({ } count, _) => $"{count.ToString("N0", CultureInfo.InvariantCulture)} points",
        (_, { } parameter) => $"continuous (in {parameter.Name})",
        _ => "finite, too large to count",
    };
}
