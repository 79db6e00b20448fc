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
        var history = new SamplerHistory(SearchSpace.From(task.Parameters), task.Directions, seed);
        var (ours, judge) = (sampler.Create(), pruner.Create(ContextOf(task, seed)));
        var curves = new PrunerHistory();
        var (steps, number, complete) = (0, 0, new List<double[]>());
        for (; number < mode.Trials && steps < mode.Steps; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var point = ours.Prepare(history).Suggest(number);
            var curve = new TrialCurve(number);
            curves.Set(curve);
            var final = await task.TrainAsync(seed, number, point, Report, cancellationToken);
            int? last = curve.Count > 0 ? curve.Last.Step : null;
            // Not every step may be reported, and of a trial that failed perhaps none.
            if (last is { } step) steps += step + (curve.Steps[0] == 0 ? 1 : 0);
            curve.State = final switch { null => TrialState.Pruned, [] => TrialState.Failed, _ => TrialState.Complete };
            curve.Result = final is [var result, ..] ? result : null;
            var values = final is [] ? null : final ?? curve.VectorAt(curve.Last.Step);
            history.Set(new SampledTrial(number, curve.State, point, values) { Step = last });
            if (final is [_, ..]) complete.Add(final);

            bool Report(int step, double[] reported)
            {
                curve.Set(step, reported);
                return !judge.ShouldPrune(curve, curves);
            }
        }

        return new PruningOutcome(steps, task.Score.Of(complete), complete.Count, number);
    }

    /// <summary>What a pruner knows of one study of a task.</summary>
    internal static PrunerContext ContextOf(IPruningTask task, int seed) =>
        new($"{task.Name}-{seed}", task.Directions[0]) { Directions = task.Directions };
}
