using System.Diagnostics;
using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Bench.Samplers;

/// <summary>What a suggestion costs.</summary>
internal static class Speed
{
    /// <summary>The median time of fitting to n trials and suggesting one more, in milliseconds, over some repetitions after as many to warm up.</summary>
    public static double MedianMilliseconds(SamplerSpec spec, int trials, ParameterSpec[] parameters, int repetitions = 100)
    {
        var space = SearchSpace.From(parameters);
        var random = SamplerFactory.Create(new SamplerSpec { Type = "random" }).Prepare(new SamplerHistory(space, [Direction.Minimize], 7, []));
        var told = Enumerable.Range(0, trials).Select(i =>
        {
            var point = random.Suggest(i);
            return new SampledTrial(i, TrialState.Complete, point, [point.Values.Sum(v => v.IsNumber ? v.AsDouble() : 0)]);
        }).ToArray();
        var history = new SamplerHistory(space, [Direction.Minimize], 7, told);
        var sampler = SamplerFactory.Create(spec);
        var times = new List<double>();
        for (var i = 0; i < 2 * repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            sampler.Prepare(history).Suggest(trials + i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Skip(repetitions).Order().ElementAt(repetitions / 2);
    }

    /// <summary>d floats in [0, 1].</summary>
    public static ParameterSpec[] Floats(int d) =>
        [.. Enumerable.Range(0, d).Select(i => new ParameterSpec { Name = $"x{i}", Kind = ParameterKind.Float, Low = 0, High = 1 })];

    /// <summary>d integers in [1, 12], which need the mass of a cell rather than a density.</summary>
    public static ParameterSpec[] Integers(int d) =>
        [.. Enumerable.Range(0, d).Select(i => new ParameterSpec { Name = $"x{i}", Kind = ParameterKind.Int, Low = 1, High = 12 })];
}
