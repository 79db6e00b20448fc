using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace OwnSampler;

/// <summary>Suggestions from one state of the study.</summary>
internal sealed class NeighbourSuggester : ISuggester
{
    private const int MostHalvings = 8;
    private const double ChangeShare = 0.4;

    private readonly NeighbourOptions _options;
    private readonly ISuggester _random;
    private readonly SearchSpace _space;
    private readonly long _seed;
    private readonly IReadOnlyDictionary<string, ParameterValue>[] _best;
    private readonly HashSet<string> _dependedOn;

    public NeighbourSuggester(SamplerHistory history, NeighbourOptions options, ISuggester random)
    {
        _options = options;
        _random = random;
        _space = history.Space;
        _seed = history.Seed;
        // What only complete trials are sure to have: a value for each direction. Of several directions this sample knows the first.
        var sign = history.Directions[0] == Direction.Minimize ? 1 : -1;
        _best =
        [
            .. history.Trials
                .Where(t => t.State == TrialState.Complete && (t.Constraints ?? []).All(c => c <= 0) && IsPoint(t.Parameters))
                .OrderBy(t => sign * t.Values![0]).ThenBy(t => t.Number)
                .Take(options.Parents).Select(t => t.Parameters),
        ];
        _dependedOn = [.. history.Space.Parameters.SelectMany(p => p.When).Select(condition => condition.Parent)];
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, ParameterValue> Suggest(int number)
    {
        var drawn = _random.Suggest(number);
        // Everything random comes from the study's seed and the trial's number, so that the same history gives the same point;
        // another seed than the random sampler's, so that the two do not draw the same numbers.
        var random = new TrialRandom(~_seed, number);
        if (_best.Length < _options.Parents || random.NextDouble() < _options.RandomShare) return drawn;

        var point = new Dictionary<string, ParameterValue>(_best[(int)random.NextInt(_best.Length)]);
        foreach (var parameter in _space.Parameters)
        {
            var isToChange = random.NextDouble() < ChangeShare;
            var halvings = (int)random.NextInt(MostHalvings + 1);
            // What decides which other parameters exist stays as the parent had it: so the point is one of the space again.
            if (!isToChange || _dependedOn.Contains(parameter.Name)) continue;
            if (!point.TryGetValue(parameter.Name, out var from) || !drawn.TryGetValue(parameter.Name, out var to)) continue;
            point[parameter.Name] = parameter is FloatParameter { Step: null } real
                ? Nearer(real, from.AsDouble(), to.AsDouble(), halvings)
                : to;
        }

        return point;
    }

    /// <summary>Whether it is a point of the space: a child of it is one, too.</summary>
    private bool IsPoint(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        var active = _space.Parameters.Where(p => SearchSpace.IsActive(p, parameters)).ToArray();
        return active.Length == parameters.Count
            && active.All(p => parameters.TryGetValue(p.Name, out var value) && p.Contains(value));
    }

    /// <summary>A value between the two; each halving brings it closer to the first.
    /// Only operations that are the same to the last bit on every machine.</summary>
    private static ParameterValue Nearer(FloatParameter parameter, double from, double to, int halvings)
    {
        for (; halvings > 0; halvings--) to = parameter.Log ? Math.Sqrt(from) * Math.Sqrt(to) : (0.5 * from) + (0.5 * to);
        return ParameterValue.Of(Math.Clamp(to, parameter.Low, parameter.High));
    }
}
