using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers.Random;

/// <summary>Draws points of a space; a conditional parameter is drawn once those it depends on are.</summary>
internal sealed class RandomSuggester(SearchSpace space, long seed) : ISuggester
{
    private readonly ParameterScale[] _scales = [.. space.Parameters.Select(ParameterScale.Of)];

    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var random = new TrialRandom(seed, number);
        var point = new Dictionary<string, ParameterValue>(space.Parameters.Count, StringComparer.Ordinal);
        for (var i = 0; i < _scales.Length; i++)
            if (SearchSpace.IsActive(space.Parameters[i], point)) point.Add(space.Parameters[i].Name, _scales[i].Draw(random));
        return point;
    }
}
