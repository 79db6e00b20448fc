using Serverless.Tuner.Core.Samplers.Costs;
using Serverless.Tuner.Core.Samplers.Prior;

namespace Serverless.Tuner.Core.Samplers.Gp;

/// <summary>Fits the processes of a study, and combines them in an acquisition.</summary>
internal sealed class AcquisitionBuilder(
    SamplerHistory history, GpOptions options, GpWorkspace work, GpSpace space, TrainingTrials trials, IReadOnlyList<PriorProcess> earlier)
{
    // How far from the best to the worst value known the reference of the hypervolume lies at least, with two objectives and with three:
    // in three a bad end of the front is large, and would take too many trials.
    private const double LeastReferenceOfTwo = 1;
    private const double LeastReferenceOfThree = 0.5;

    // A constraint with fewer known values is not modelled yet.
    private const int FewestConstraintValues = 3;

    // How much likelier, as a logarithm, earlier studies must make the values: a few trials are met by chance.
    private const double LeastGain = 2;

    private readonly double[][] _features = [.. trials.Valued.Select(t => space.Features(t.Point))];

    /// <summary>The acquisition for the losses given, one row for each trial with a value.</summary>
    public Acquisition Build(double[][] losses)
    {
        var prior = GpPrior.For(space.Dimensions.Count, history.IsDeterministic);
        var fitter = new ProcessFitter(space.IsChoice, prior, work);
        var feasibilities = Feasibilities();
        var isFeasible = trials.Valued.Select(t => t.IsFeasible).ToArray();
        var alpha = options.CostAware ? Math.Clamp(history.SpentShare, 0, 1) : 0;
        var cost = alpha > 0 ? CostModel.TryFit(history) : null;
        if (feasibilities.Length > 0 && !isFeasible.Contains(true)) return new Acquisition(space, [], null, null, feasibilities, cost, 0);

        var count = losses[0].Length;
        var processes = new GaussianProcess[count];
        var toLosses = new Func<double, double>[count];
        var smoothed = losses.Select(_ => new double[count]).ToArray();
        for (var j = 0; j < count; j++)
        {
            var values = losses.Select(l => l[j]).ToArray();
            (processes[j], var scale) = fitter.Fit(_features, values, count == 1);
            toLosses[j] = scale.Invert;
            if (count == 1 && earlier.Count > 0 && OnTopOfEarlier(scale.Apply(values), processes[j], fitter, smoothed) is { } warm)
            {
                (processes[j], var rest) = warm;
                toLosses[j] = predicted => scale.Invert(rest.Invert(predicted));
                continue;
            }

            for (var k = 0; k < values.Length; k++) smoothed[k][j] = processes[j].Smoothed(k, scale.Apply(values[k]));
        }

        // Without a feasible trial, and without a model of the constraints, the best value counts.
        var known = isFeasible.Contains(true) ? smoothed.Where((_, k) => isFeasible[k]).ToArray() : smoothed;
        IImprovement improvement = count == 1
            ? new ExpectedImprovement(known.Min(l => l[0]))
            : new HypervolumeImprovement(known, Reference(known));
        var isOfValues = count == history.Directions.Count;
        return new Acquisition(space, processes, isOfValues ? toLosses : null, improvement, feasibilities, cost, alpha);
    }

    /// <summary>The process of what earlier studies leave unexplained of the values, which then follows their prediction, and its scale
    /// of those values; null where the study's own process, which knows nothing of them, explains the values about as well.</summary>
    private (GaussianProcess Process, ValueScale Scale)? OnTopOfEarlier(
        double[] values, GaussianProcess own, ProcessFitter fitter, double[][] smoothed)
    {
        if (PriorMean.Of(earlier, space.IsChoice, _features, values) is not { } known) return null;
        var means = _features.Select(f => known.Mean(f)).ToArray();
        var (process, scale) = fitter.Fit(_features, [.. values.Select((value, k) => value - means[k])], false);
        var slope = scale.Apply(1) - scale.Apply(0);
        // The density of the values themselves, not of the rest on its own scale.
        if (process.Unlikely - (values.Length * PortableMath.Log(slope)) + known.Penalty + LeastGain >= own.Unlikely) return null;
        for (var k = 0; k < means.Length; k++)
            smoothed[k][0] = process.Smoothed(k, scale.Apply(values[k] - means[k])) + (slope * means[k]);
        process.Follow(known, slope);
        return (process, scale);
    }

    /// <summary>
    /// A little beyond the worst of each objective on the front, so that its ends can grow, and not before a share of the way from
    /// the best to the worst known: a front that is still one small corner must not exclude the rest, nor its pieces beyond a gap.
    /// </summary>
    private static double[] Reference(double[][] known)
    {
        var front = HypervolumeImprovement.Front(known);
        var least = known[0].Length == 2 ? LeastReferenceOfTwo : LeastReferenceOfThree;
        return [.. Enumerable.Range(0, known[0].Length).Select(j =>
        {
            var (best, worst) = (front.Min(p => p[j]), front.Max(p => p[j]));
            return Math.Max(worst + (0.1 * (worst - best)), best + (least * (known.Max(p => p[j]) - best)));
        })];
    }

    private Feasibility[] Feasibilities()
    {
        var found = new List<Feasibility>();
        var fitter = new ProcessFitter(space.IsChoice, GpPrior.For(space.Dimensions.Count, false), work);
        var count = trials.Valued.Max(t => t.Constraints?.Length ?? 0);
        for (var j = 0; j < count; j++)
        {
            var rows = Enumerable.Range(0, trials.Valued.Length)
                .Where(k => trials.Valued[k].Constraints is { } c && j < c.Length && double.IsFinite(c[j]))
                .ToArray();
            if (rows.Length < FewestConstraintValues) continue;
            var values = DivergedValues.DrawnIn([.. rows.Select(k => trials.Valued[k].Constraints![j])]);
            var (process, scale) = fitter.Fit([.. rows.Select(k => _features[k])], values, false);
            found.Add(new Feasibility(process, scale.Apply(0)));
        }

        if (trials.Ended.Any(t => t.State == TrialState.Failed))
        {
            // Least squares on labels: coarse, but it finds the region where
            // trials fail, and takes failures by chance for noise. Points below
            // the overall rate of success are avoided: once the rest of the
            // space is known, a large gain would outweigh a small probability.
            var labels = trials.Ended.Select(t => t.State == TrialState.Failed ? 1.0 : -1.0).ToArray();
            var (process, scale) = fitter.Fit([.. trials.Ended.Select(t => space.Features(t.Point))], labels, false);
            found.Add(new Feasibility(process, scale.Apply(0)) { LeastProbability = labels.Count(l => l < 0) / (double)labels.Length });
        }

        return [.. found];
    }
}
