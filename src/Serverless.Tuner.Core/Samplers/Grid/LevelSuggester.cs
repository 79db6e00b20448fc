using Serverless.Tuner.Core.Samplers.Scales;

namespace Serverless.Tuner.Core.Samplers.Grid;

/// <summary>Draws a level of each parameter.</summary>
internal sealed class LevelSuggester(PointEncoding encoding, long seed, int levelsOfContinuous) : ISuggester
{
    private readonly Levels[] _levels = [.. encoding.Scales.Select(s => Levels.Of(s, levelsOfContinuous)!)];

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var random = new TrialRandom(seed, number);
        var point = new double[_levels.Length];
        for (var i = 0; i < point.Length; i++)
            point[i] = encoding.IsActive(i, point) ? _levels[i].CoordinateAt(random.NextInt(_levels[i].Count)) : double.NaN;
        return encoding.Decode(point);
    }
}
