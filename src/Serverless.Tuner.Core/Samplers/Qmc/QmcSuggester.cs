using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>Turns points of the unit cube into those of a space: each parameter has
/// the dimension of its place, whether or not it exists for the point.</summary>
/// <param name="encoding">The coordinates of the space.</param>
/// <param name="value">The coordinate of a point, by its index and the dimension, in [0, 1).</param>
/// <param name="excluded">Regions whose points are left out of the sequence; null for none.</param>
internal sealed class QmcSuggester(PointEncoding encoding, Func<long, int, double> value, ExcludedRegions? excluded = null) : ISuggester
{
    // When so many in a row are excluded, there is hardly one that is not.
    private const int MostSkipped = 10_000;

    // The index of each point that is not excluded, as far as they were asked for.
    private readonly List<long> _indices = [];
    private bool _hasNoMore;

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number) => PointAt(excluded is null ? number : IndexOf(number));

    /// <summary>The index of the point of a trial, counted without those that are excluded.</summary>
    private long IndexOf(int number)
    {
        while (_indices.Count <= number && !_hasNoMore)
        {
            var index = _indices.Count == 0 ? 0 : _indices[^1] + 1;
            var end = index + MostSkipped;
            while (index < end && excluded!.Contains(PointAt(index))) index++;
            _hasNoMore = index == end;
            if (!_hasNoMore) _indices.Add(index);
        }

        return number < _indices.Count ? _indices[number] : number;
    }

    private Dictionary<string, ParameterValue> PointAt(long index)
    {
        var point = new double[encoding.Dimensions];
        for (var i = 0; i < point.Length; i++)
        {
            if (!encoding.IsActive(i, point))
            {
                point[i] = double.NaN;
                continue;
            }

            var u = value(index, i);
            point[i] = encoding.Scales[i] is ChoiceScale choice ? Math.Floor(u * choice.Count) : u;
        }

        return encoding.Decode(point);
    }
}
