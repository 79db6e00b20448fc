using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Distinct;

/// <summary>Replaces a suggestion that was tried before by a new point near it, or by any new point when there is none near.</summary>
internal sealed class DistinctSuggester(ISuggester suggester, SamplerHistory history, Func<double[], bool> isTried, Action<double[]> markTried) : ISuggester
{
    private const int TriesNear = 32;
    private const int TriesAnywhere = 64;
    private const long MostListed = 100_000;

    private readonly PointEncoding _encoding = history.Encoding;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var suggested = suggester.Suggest(number);
        var encoded = _encoding.Encode(suggested);
        if (!isTried(encoded))
        {
            markTried(encoded);
            return suggested;
        }

        var random = new TrialRandom(unchecked(history.Seed + 0x5851F42D4C957F2D), number);
        for (var i = 0; i < TriesNear + TriesAnywhere && _encoding.Dimensions > 0; i++)
        {
            var changed = i < TriesNear ? (int)random.NextInt(_encoding.Dimensions) : -1;
            var point = Redraw(suggested, changed, random);
            encoded = _encoding.Encode(point);
            if (isTried(encoded)) continue;
            markTried(encoded);
            return point;
        }

        return FirstUntried(random) ?? suggested;
    }

    /// <summary>The next untried point of a finite space from a random place on; null when all were tried, or there are too many to look through.</summary>
    private Dictionary<string, ParameterValue>? FirstUntried(TrialRandom random)
    {
        if (FiniteSpace.Of(history.Space, _encoding) is not { Size: <= MostListed } space) return null;
        var first = random.NextInt(space.Size);
        for (var i = 0L; i < space.Size; i++)
        {
            var point = _encoding.Decode(space.PointAt((first + i) % space.Size));
            var encoded = _encoding.Encode(point);
            if (isTried(encoded)) continue;
            markTried(encoded);
            return point;
        }

        return null;
    }

    /// <summary>The point with one parameter drawn again, or all of them when <paramref name="changed"/> is negative, and what then exists besides.</summary>
    private Dictionary<string, ParameterValue> Redraw(IReadOnlyDictionary<string, ParameterValue> suggested, int changed, TrialRandom random)
    {
        var point = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        for (var i = 0; i < _encoding.Dimensions; i++)
        {
            var parameter = history.Space.Parameters[i];
            if (!SearchSpace.IsActive(parameter, point)) continue;
            var isKept = changed >= 0 && i != changed && suggested.ContainsKey(parameter.Name);
            point[parameter.Name] = isKept ? suggested[parameter.Name] : _encoding.Scales[i].Draw(random);
        }

        return point;
    }
}
