using Serverless.Tuner.Core.Samplers.Fresh;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers.Fresh;

/// <summary>A study whose workers end their trials in any order, each asking for its next point at once.</summary>
internal sealed class Workers(
    string sampler,
    IReadOnlyList<ParameterSpec> space,
    long seed,
    int count,
    Func<IReadOnlyDictionary<string, ParameterValue>, double> objective)
{
    private readonly ISampler _sampler = SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = sampler });
    private readonly TrialRandom _random = new(seed, 1_000_000);

    public SamplerHistory History { get; } = new(SearchSpace.From(space), [Direction.Minimize], seed);

    /// <summary>What is being evaluated when a point is asked for, and that point.</summary>
    public List<(string[] Running, string Point)> Asked { get; } = [];

    /// <summary>Runs trials; their points as text.</summary>
    public List<string> Run(int trials)
    {
        var running = new List<int>();
        while (History.Trials.Count < trials || running.Count > 0)
        {
            while (running.Count < count && History.Trials.Count < trials) running.Add(Start());
            var ended = running[(int)_random.NextInt(running.Count)];
            running.Remove(ended);
            var point = History.Trials[ended].Parameters;
            History.Set(new SampledTrial(ended, TrialState.Complete, point, [objective(point)]));
        }

        return [.. History.Trials.Select(t => Study.Text(t.Parameters))];
    }

    private int Start()
    {
        var number = History.Trials.Count;
        string[] running = [.. History.Trials.Where(t => t.State == TrialState.Running).Select(t => Study.Text(t.Parameters))];
        var point = new FreshPoints(_sampler, History).Next(number)!;
        Asked.Add((running, Study.Text(point)));
        History.Set(new SampledTrial(number, TrialState.Running, point, null));
        return number;
    }
}
