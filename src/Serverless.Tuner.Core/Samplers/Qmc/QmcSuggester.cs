using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Qmc;

/// <summary>Turns points of the unit cube into those of a space: each parameter has
/// the dimension of its place, whether or not it exists for the point.</summary>
/// <param name="encoding">The coordinates of the space.</param>
/// <param name="value">The coordinate of a point, by its index and the dimension, in [0, 1).</param>
internal sealed class QmcSuggester(PointEncoding encoding, Func<long, int, double> value) : ISuggester
{
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var point = new double[encoding.Dimensions];
        for (var i = 0; i < point.Length; i++)
        {
            if (!encoding.IsActive(i, point))
            {
                point[i] = double.NaN;
                continue;
            }

            var u = value(number, i);
            point[i] = encoding.Scales[i] is ChoiceScale choice ? Math.Floor(u * choice.Count) : u;
        }

        return encoding.Decode(point);
    }
}
