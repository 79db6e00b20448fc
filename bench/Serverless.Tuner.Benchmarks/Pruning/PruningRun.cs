using Serverless.Tuner.Benchmarks.Runs;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Benchmarks.Pruning;

/// <summary>One study in memory, one trial at a time, with a sampler and a pruner.</summary>
internal static class PruningRun
{
    /// <summary>Asks, trains, reports and tells until the mode's end.</summary>
    public static async Task<PruningOutcome> PlayAsync(
        IPruningTask task, SamplerChoice sampler, PrunerChoice pruner, PruningMode mode, int seed, CancellationToken cancellationToken)
    {
        var history = new SamplerHistory(SearchSpace.From(task.Parameters), [task.Direction], seed);
        var (ours, judge) = (sampler.Create(), pruner.Create(new PrunerContext($"{task.Name}-{seed}", task.Direction)));
        var curves = new PrunerHistory();
        var isLess = task.Direction == Direction.Minimize;
        var (steps, complete, best, number) = (0, 0, isLess ? double.PositiveInfinity : double.NegativeInfinity, 0);
        for (; number < mode.Trials && steps < mode.Steps; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var point = ours.Prepare(history).Suggest(number);
            var curve = new TrialCurve(number);
            curves.Set(curve);
            var final = await task.TrainAsync(seed, number, point, Report, cancellationToken);
            steps += curve.Count;
            curve.State = final is null ? TrialState.Pruned : TrialState.Complete;
            curve.Result = final;
            history.Set(new SampledTrial(number, curve.State, point, [final ?? curve.Last.Value]) { Step = curve.Last.Step });
            if (final is not { } value) continue;
            complete++;
            best = isLess ? Math.Min(best, value) : Math.Max(best, value);

            bool Report(int step, double reported)
            {
                curve.Set(step, reported);
                return !judge.ShouldPrune(curve, curves);
            }
        }

        return new PruningOutcome(steps, best, complete, number);
    }
}
