using Serverless.Tuner.Benchmarks.Functions;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Suggest;

/// <summary>A history to time suggestions on: random points of d floats in [0, 1], valued by a bowl.</summary>
internal sealed class SuggestCase
{
    private const int Seed = 7;
    private const double Centre = 0.3;

    private readonly SearchSpace _space;

    /// <summary>Makes the points; the same ones every time.</summary>
    public SuggestCase(int trials, int parameters)
    {
        Trials = trials;
        Parameters = parameters;
        _space = SearchSpace.From(TestFunction.Floats(parameters, 0, 1));
        var random = new RandomSampler().Prepare(new SamplerHistory(_space, [Direction.Minimize], Seed));
        Points = [.. Enumerable.Range(0, trials).Select(random.Suggest)];
    }

    /// <summary>How many trials the history has.</summary>
    public int Trials { get; }

    /// <summary>How many floats each has.</summary>
    public int Parameters { get; }

    /// <summary>The points.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, ParameterValue>> Points { get; }

    /// <summary>The space, to ask a sampler whether it serves it.</summary>
    public SearchSpace Space => _space;

    /// <summary>A new history of these points.</summary>
    public SamplerHistory History(IReadOnlyList<Direction> directions) =>
        new(_space, directions, Seed, Points.Select((point, number) => Told(number, point, directions.Count)));

    /// <summary>A complete trial.</summary>
    public static SampledTrial Told(int number, IReadOnlyDictionary<string, ParameterValue> point, int objectives) =>
        new(number, TrialState.Complete, point, [.. Enumerable.Range(0, objectives).Select(objective => Value(point, objective))]);

    /// <summary>The first objective is a bowl around 0.3; a second one a bowl around 0.7.</summary>
    public static double Value(IReadOnlyDictionary<string, ParameterValue> point, int objective = 0)
    {
        var centre = objective == 0 ? Centre : 1 - Centre;
        return point.Values.Sum(v => (v.AsDouble() - centre) * (v.AsDouble() - centre));
    }
}
