namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>
/// How much the best value of a study can still be expected to improve by its most promising point: the largest expected improvement
/// under a Gaussian process that is fitted to its complete trials, whichever sampler the study uses.
/// </summary>
/// <remarks>Stopping when the expected improvement is below a threshold: Nguyen et al. 2017 (Regret
/// for expected improvement over the best-observed value and stopping condition).</remarks>
internal static class ImprovementForecast
{
    /// <summary>Fewer complete trials give no forecast.</summary>
    public const int FewestTrials = 8;

    private const int MostTrials = 150;

    // The density is summed from the best value down to so many standard deviations below the mean, in so many slices.
    private const double Reach = 8;
    private const int Slices = 200;

    /// <summary>The expected improvement in units of the study's value, 0 or more; null while too little is known.</summary>
    /// <param name="history">A study of one direction.</param>
    public static double? Of(SamplerHistory history)
    {
        var trials = history.Encoded.Where(t => t is { State: TrialState.Complete, Losses: not null, IsFeasible: true }).ToArray();
        if (trials.Length < FewestTrials || history.Encoding.Scales.All(s => s.IsConstant)) return null;
        double[] early = [.. trials.Take(DivergedValues.Early).Select(t => t.Losses![0])];
        if (trials.Length > MostTrials)
        {
            var best = trials.OrderBy(t => t.Losses![0]).ThenBy(t => t.Number).Take(MostTrials / 2).ToHashSet();
            trials = [
                .. trials.Where(best.Contains)
                    .Concat(trials.Where(t => !best.Contains(t)).TakeLast(MostTrials - best.Count)).OrderBy(t => t.Number)];
        }

        var losses = DivergedValues.Bounded([.. trials.Select(t => t.Losses![0])], early);
        if (losses.Min() == losses.Max()) return 0;
        var space = new GpSpace(history, [.. trials.Select((t, k) => (t, losses[k]))]);
        var features = trials.Select(t => space.Features(t.Point)).ToArray();
        var fitter = new ProcessFitter(space.IsChoice, GpPrior.For(space.Dimensions.Count, history.IsDeterministic), new GpWorkspace());
        var (process, scale) = fitter.Fit(features, losses, allowLog: true);

        // The best value without its noise: a noisy study must neither stop at a value that it cannot repeat nor wait for a better one.
        var limit = losses.Select((loss, k) => process.Smoothed(k, scale.Apply(loss))).Min();
        var (mean, deviation) = process.Predict(
            Features(space, Promising(history, space, process, limit, trials[Array.IndexOf(losses, losses.Min())])));
        return Improvement(scale, limit, mean, deviation);
    }

    private static double[] Promising(SamplerHistory history, GpSpace space, GaussianProcess process, double limit, EncodedTrial best)
    {
        var random = new TrialRandom(history.Seed, history.Trials.Count);
        var acquisition = new Acquisition(space, [process], null, new ExpectedImprovement(limit), [], null, 0);
        space.SetRest([.. best.Point.Select(x => double.IsNaN(x) ? 0 : x)]);
        double[] incumbent = [
            .. space.Dimensions.Select(d => double.IsNaN(best.Point[d.Parameter]) ? d.Draw(random) : best.Point[d.Parameter])];
        return new CandidateSearch(space, acquisition, new GpOptions()).Ranked([incumbent], random).First().Genes;
    }

    private static double[] Features(GpSpace space, double[] genes)
    {
        var features = new double[space.Dimensions.Count];
        space.Express(genes, features);
        return features;
    }

    /// <summary>The mean of how far a normal value on the scale falls below the limit, measured off the scale.</summary>
    private static double Improvement(ValueScale scale, double limit, double mean, double deviation)
    {
        var from = Math.Min(mean, limit) - (Reach * deviation);
        var width = (limit - from) / Slices;
        var best = scale.Invert(limit);
        var sum = 0.0;
        for (var i = 0; i < Slices; i++)
        {
            var (low, high) = (from + (i * width), from + ((i + 1) * width));
            var mass = NormalDistribution.Mass((low - mean) / deviation, (high - mean) / deviation);
            sum += mass * Math.Max(0, best - scale.Invert((low + high) / 2));
        }

        return sum;
    }
}
