using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Random;

/// <summary>Draws points of a space; a conditional parameter is drawn once those it depends on are. A point that is excluded is drawn
/// again as a whole, so that what is left of the space is drawn evenly.</summary>
internal sealed class RandomSuggester(SearchSpace space, long seed, ExcludedRegions? excluded = null) : ISuggester
{
    // What is left of the space may be little of it.
    private const int MostDraws = 10_000;

    private readonly ParameterScale[] _scales = [.. space.Parameters.Select(ParameterScale.Of)];

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var random = new TrialRandom(seed, number);
        var point = Draw(random);
        for (var draws = 1; draws < MostDraws && excluded?.Contains(point) == true; draws++) point = Draw(random);
        return point;
    }

    private Dictionary<string, ParameterValue> Draw(TrialRandom random)
    {
        var point = new Dictionary<string, ParameterValue>(space.Parameters.Count, StringComparer.Ordinal);
        for (var i = 0; i < _scales.Length; i++)
            if (SearchSpace.IsActive(space.Parameters[i], point)) point.Add(space.Parameters[i].Name, _scales[i].Draw(random));
        return point;
    }
}
