using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Testing;

/// <summary>A study in memory: suggests, evaluates and tells one trial after the other.</summary>
internal sealed class Study(ISampler sampler, SearchSpace space, long seed = 1, params Direction[] directions)
{
    private readonly List<SampledTrial> _trials = [];

    public Study(ISampler sampler, IReadOnlyList<ParameterSpec> space, long seed = 1, params Direction[] directions)
        : this(sampler, SearchSpace.From(space), seed, directions)
    {
    }

    public SearchSpace Space { get; } = space;

    public IReadOnlyList<SampledTrial> Trials => _trials;

    public SamplerHistory History => HistoryOf(_trials);

    public SamplerHistory HistoryOf(IEnumerable<SampledTrial> trials) =>
        new(Space, directions.Length == 0 ? [Direction.Minimize] : directions, seed, [.. trials]);

    /// <summary>Runs trials; <paramref name="outcome"/> gives the state and the values of each.</summary>
    public Study Run(int count, Func<int, IReadOnlyDictionary<string, ParameterValue>, (TrialState State, double[]? Values)> outcome)
    {
        for (var i = 0; i < count; i++)
        {
            RunOne((number, point) =>
            {
                var (state, values) = outcome(number, point);
                return new SampledTrial(number, state, point, values);
            });
        }

        return this;
    }

    /// <summary>Runs one trial.</summary>
    public void RunOne(Func<int, IReadOnlyDictionary<string, ParameterValue>, SampledTrial> outcome, double spentShare = 0)
    {
        var history = History;
        history.SpentShare = spentShare;
        var point = sampler.Prepare(history).Suggest(_trials.Count);
        AssertInSpace(Space, point);
        _trials.Add(outcome(_trials.Count, point));
    }

    /// <summary>Adds a completed trial of a point that was not suggested.</summary>
    public void Add(IReadOnlyDictionary<string, ParameterValue> point) =>
        _trials.Add(new SampledTrial(_trials.Count, TrialState.Complete, point, [AnyObjective(point)]));

    /// <summary>Runs trials that all complete with one value.</summary>
    public Study Run(int count, Func<IReadOnlyDictionary<string, ParameterValue>, double> objective) =>
        Run(count, (_, point) => (TrialState.Complete, [objective(point)]));

    /// <summary>A point as text; doubles in the form that reads back as the same bits.</summary>
    public static string Text(IReadOnlyDictionary<string, ParameterValue> point) =>
        string.Concat(point.Select(p => $"{p.Key}={p.Value}\n"));

    /// <summary>Each parameter that exists for the point has a value that it contains, and no other has one.</summary>
    public static void AssertInSpace(SearchSpace space, IReadOnlyDictionary<string, ParameterValue> point)
    {
        var active = space.Parameters.Where(p => SearchSpace.IsActive(p, point)).ToArray();
        foreach (var parameter in active)
        {
            Assert.True(
                point.TryGetValue(parameter.Name, out var value), $"The point has no value for {parameter.Name}, which exists for it.");
            Assert.True(
                parameter is not IntParameter || value.Kind == ParameterValueKind.Int,
                $"{parameter.Name} is an integer, and {value} is a {value.Kind}: ParameterValue.Of(3) is an integer, Of(3.0) is not.");
            Assert.True(parameter.Contains(value), $"{parameter} does not contain {value}.");
        }

        Assert.True(
            active.Length == point.Count,
            $"The point has values for {string.Join(", ", point.Keys)}; "
            + $"those that exist for it are {string.Join(", ", active.Select(p => p.Name))}.");
    }

    /// <summary>A value that depends on every parameter, deterministic and of moderate size.</summary>
    public static double AnyObjective(IReadOnlyDictionary<string, ParameterValue> point) => point.Values.Sum(v => v.Kind switch
    {
        ParameterValueKind.Text => v.ToString().Length,
        ParameterValueKind.Bool => v.AsBool() ? 1 : 0,
        ParameterValueKind.Null => 0,
        _ => Math.Clamp(v.AsDouble(), -1e6, 1e6),
    });
}
