using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>A study in memory: suggests, evaluates and tells one trial after the other.</summary>
internal sealed class Study(ISampler sampler, IReadOnlyList<ParameterSpec> space, long seed = 1, params Direction[] directions)
{
    private readonly List<SampledTrial> _trials = [];

    public SearchSpace Space { get; } = SearchSpace.From(space);

    public IReadOnlyList<SampledTrial> Trials => _trials;

    public SamplerHistory History => HistoryOf(_trials);

    public SamplerHistory HistoryOf(IEnumerable<SampledTrial> trials) => new(Space, directions.Length == 0 ? [Direction.Minimize] : directions, seed, [.. trials]);

    /// <summary>Runs trials; <paramref name="outcome"/> gives the state and the values of each.</summary>
    public Study Run(int count, Func<int, IReadOnlyDictionary<string, ParameterValue>, (TrialState State, double[]? Values)> outcome)
    {
        for (var i = 0; i < count; i++)
        {
            var number = _trials.Count;
            var point = sampler.Prepare(History).Suggest(number);
            AssertInSpace(Space, point);
            var (state, values) = outcome(number, point);
            _trials.Add(new SampledTrial(number, state, point, values));
        }

        return this;
    }

    /// <summary>Runs trials that all complete with one value.</summary>
    public Study Run(int count, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective) =>
        Run(count, (_, point) => (TrialState.Complete, [objective(point)]));

    /// <summary>Each parameter that exists for the point has a value that it contains, and no other has one.</summary>
    public static void AssertInSpace(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> point)
    {
        var active = space.Parameters.Where(p => SearchSpace.IsActive(p, point)).ToArray();
        foreach (var parameter in active)
            Assert.True(point.TryGetValue(parameter.Name, out var value) && parameter.Contains(value), $"{parameter} does not contain {value}");
        Assert.Equal(active.Length, point.Count);
    }

    /// <summary>A value that depends on every parameter, deterministic and of moderate size.</summary>
    public static double AnyObjective(IReadOnlyDictionary<string, ParameterValue> point) => point.Values.Sum(v => v.Kind switch
    {
        ParameterValueKind.Text => v.ToString().Length,
        ParameterValueKind.Bool => v.AsBool() ? 1 : 0,
        _ => Math.Clamp(v.AsDouble(), -1e6, 1e6),
    });
}
