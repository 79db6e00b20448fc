using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>The points of a finite space that are not excluded.</summary>
internal static class AllowedPoints
{
    /// <summary>Larger spaces are not looked through.</summary>
    public const long MostListed = GridLimit.MostPoints;

    /// <summary>Their numbers, ascending; null where nothing is excluded, or the space is too large.</summary>
    public static long[]? Of(SamplerHistory history, FiniteSpace space)
    {
        if (history.Excluded is null || space.Size > MostListed) return null;
        var allowed = new List<long>();
        for (var i = 0L; i < space.Size; i++)
            if (!IsExcluded(history, space, i)) allowed.Add(i);
        return [.. allowed];
    }

    /// <summary>How many they are; null where the space is too large.</summary>
    public static long? Count(FiniteSpace points, PointEncoding encoding, ExcludedRegions excluded, long most)
    {
        if (points.Size > most) return null;
        var count = 0L;
        for (var i = 0L; i < points.Size; i++)
            if (!excluded.Contains(encoding.Decode(points.PointAt(i)))) count++;
        return count;
    }

    /// <summary>Whether a point is excluded.</summary>
    public static bool IsExcluded(SamplerHistory history, FiniteSpace space, long index) =>
        history.Excluded?.Contains(history.Encoding.Decode(space.PointAt(index))) == true;
}
