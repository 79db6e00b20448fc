using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Bench.Samplers;

/// <summary>Our sampler's runs on a problem.</summary>
internal static class Runs
{
    /// <summary>A row for each seed: the best value after each of <paramref name="trials"/>; one trial at a time.</summary>
    public static double[][] BestSoFar(Problem problem, SamplerSpec sampler, int seeds, int[] trials)
    {
        var rows = new double[seeds][];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed => rows[seed] = BestSoFar(problem, SamplerFactory.Create(sampler), seed, trials));
        return rows;
    }

    private static double[] BestSoFar(Problem problem, ISampler sampler, int seed, int[] trials)
    {
        var space = SearchSpace.From(problem.Space);
        var told = new List<SampledTrial>();
        var best = double.PositiveInfinity;
        var row = new double[trials.Length];
        for (var number = 0; number < trials[^1]; number++)
        {
            var point = sampler.Prepare(new SamplerHistory(space, [Direction.Minimize], seed, told)).Suggest(number);
            var value = problem.Value(point);
            told.Add(new SampledTrial(number, TrialState.Complete, point, [value]));
            best = Math.Min(best, value);
            if (Array.IndexOf(trials, number + 1) is var column and >= 0) row[column] = best;
        }

        return row;
    }
}
