using BenchmarkDotNet.Attributes;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Kernels;

/// <summary>One suggestion by TPE: most of it are log densities, see <see cref="LogDensityBenchmarks"/>.</summary>
public class TpeBenchmarks
{
    private readonly ISampler _sampler = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("tpe"));
    private SamplerHistory? _history;

    /// <summary>How many trials there are.</summary>
    [Params(1_000, 10_000)]
    public int Trials { get; set; }

    /// <summary>How many parameters.</summary>
    [Params(10, 40)]
    public int Parameters { get; set; }

    /// <summary>Whether they are integers, which need the mass of a cell rather than a density.</summary>
    [Params(false, true)]
    public bool Integers { get; set; }

    /// <summary>Makes the trials.</summary>
    [GlobalSetup]
    public void MakeTrials()
    {
        var (kind, high) = Integers ? (ParameterKind.Int, 12.0) : (ParameterKind.Float, 1.0);
        var space = SearchSpace.From(
            [.. Enumerable.Range(
                0, Parameters).Select(i => new ParameterSpec { Name = $"x{i}", Kind = kind, Low = Integers ? 1 : 0, High = high })]);
        _history = new SamplerHistory(space, [Direction.Minimize], 7);
        var random = SamplerCatalog.BuiltIn.Create(SamplerSpec.Of("random")).Prepare(_history);
        for (var i = 0; i < Trials; i++)
        {
            var point = random.Suggest(i);
            _history.Set(new SampledTrial(i, TrialState.Complete, point, [point.Values.Sum(v => v.AsDouble() * v.AsDouble())]));
        }
    }

    /// <summary>From a history that has not changed.</summary>
    [Benchmark]
    public object Suggest() => _sampler.Prepare(_history!).Suggest(Trials);
}
