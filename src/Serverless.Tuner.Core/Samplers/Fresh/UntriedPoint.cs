using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Fresh;

/// <summary>What takes the place of a point that was tried: a new one near it, or any new one when there is none near.</summary>
internal static class UntriedPoint
{
    private const int TriesNear = 32;
    private const int TriesAnywhere = 64;

    // What regions leave of a space may be little of it.
    private const int TriesBesideRegions = 10_000;
    private const long MostListed = 100_000;

    // Apart from the stream that the sampler of the same trial draws from.
    private const long Stream = 0x5851F42D4C957F2D;

    /// <summary>An untried point; null when there is none left.</summary>
    /// <param name="history">The study.</param>
    /// <param name="tried">The point that was tried.</param>
    /// <param name="isTried">Whether a point, by its coordinates, was tried.</param>
    /// <param name="number">The trial.</param>
    public static IReadOnlyDictionary<string, ParameterValue>? Near(
        SamplerHistory history, IReadOnlyDictionary<string, ParameterValue> tried, Func<double[], bool> isTried, int number)
    {
        var encoding = history.Encoding;
        if (encoding.Dimensions == 0) return null;
        var random = new TrialRandom(history.Seed ^ Stream, number);
        if (new Neighbourhood(encoding, random).Untried(encoding.Encode(tried), isTried) is { } coordinates)
        {
            // Where values are more than doubles resolve, a step may come back to the same value.
            var near = encoding.Decode(coordinates);
            if (!isTried(encoding.Encode(near))) return near;
        }

        var tries = TriesNear + (history.Excluded is null ? TriesAnywhere : TriesBesideRegions);
        for (var i = 0; i < tries; i++)
        {
            var changed = i < TriesNear ? (int)random.NextInt(encoding.Dimensions) : (int?)null;
            var point = Redraw(history, tried, changed, random);
            if (!isTried(encoding.Encode(point))) return point;
        }

        // Where chance finds none, few are left or none is: a small space is looked through.
        if (history.Allowed is var (points, allowed)) return FirstOf(allowed, points, encoding, isTried, random);
        if (FiniteSpace.Of(history.Space, encoding) is not { } space) return tried;
        if (space.Size > MostListed) return tried;
        var first = random.NextInt(space.Size);
        for (var i = 0L; i < space.Size; i++)
        {
            var point = encoding.Decode(space.PointAt((first + i) % space.Size));
            if (!isTried(encoding.Encode(point))) return point;
        }

        return null;
    }

    private static IReadOnlyDictionary<string, ParameterValue>? FirstOf(
        long[] allowed, FiniteSpace points, PointEncoding encoding, Func<double[], bool> isTried, TrialRandom random)
    {
        var first = allowed.Length == 0 ? 0 : random.NextInt(allowed.Length);
        for (var i = 0L; i < allowed.Length; i++)
        {
            var point = encoding.Decode(points.PointAt(allowed[(first + i) % allowed.Length]));
            if (!isTried(encoding.Encode(point))) return point;
        }

        return null;
    }

    /// <summary>The point with one parameter drawn again, or all of them when
    /// <paramref name="changed"/> is null, and those that exist only then.</summary>
    private static Dictionary<string, ParameterValue> Redraw(
        SamplerHistory history, IReadOnlyDictionary<string, ParameterValue> from, int? changed, TrialRandom random)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        for (var i = 0; i < history.Encoding.Dimensions; i++)
        {
            var parameter = history.Space.Parameters[i];
            if (!SearchSpace.IsActive(parameter, point)) continue;
            var isKept = changed is not null && i != changed && from.ContainsKey(parameter.Name);
            point[parameter.Name] = isKept ? from[parameter.Name] : history.Encoding.Scales[i].Draw(random);
        }

        return point;
    }
}
