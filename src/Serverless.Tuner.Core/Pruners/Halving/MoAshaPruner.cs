using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving for several directions: at each rung the best 1/η of those that came so far go on, front
/// after front, and of a front that does not fit whole those that are spread out over it.</summary>
/// <remarks>Schmucker et al. 2021, Multi-objective asynchronous successive halving, section 3 (MO-ASHA with the ε-net strategy), with
/// trials that end rather than pause. While there are fewer than η trials at a rung the whole first front goes on. With one direction
/// it is <see cref="SuccessiveHalvingPruner"/>. With <see cref="MoAshaOptions.ForecastAfter"/> no share is kept: what goes on is what
/// is expected to add to the front.</remarks>
internal sealed class MoAshaPruner(MoAshaOptions options, PrunerContext context)
    : HalvingPruner(
        options.MinResource, part: 3, options.ReductionFactor, options.MinEarlyStoppingRate, bootstrapCount: 0,
        halfWays: options.ForecastAfter is not null)
{
    // The share of the front's hypervolume that a trial has to add: a forecast that just clears the front most likely errs.
    private const double LeastGain = 0.0002;

    public override bool TakesSeveralDirections => true;

    protected override bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick)
    {
        // What has no value for each direction cannot be compared.
        if (LossesOf(trial, step) is not { } own) return true;
        if (options.ForecastAfter is { } enough) return IsPromising(trial, own, others, step, enough);
        var theirs = new List<double[]>();
        foreach (var other in others.Trials)
            if (other.Number != trial.Number && other.Number != yardstick && LossesOf(other, step) is { } losses) theirs.Add(losses);
        return RungFronts.IsAmongBest(own, theirs, (theirs.Count + 1) / rungs.ReductionFactor);
    }

    /// <summary>Whether a trial is expected to add to the hypervolume of those that are complete, or is the best in each direction now.
    /// </summary>
    private bool IsPromising(TrialCurve trial, double[] own, PrunerHistory others, int step, int enough)
    {
        var curves = new List<(double[] Features, double[] Ends)>();
        var isBest = true;
        foreach (var other in others.Trials)
        {
            if (other.Number == trial.Number || LossesOf(other, step) is not { } losses) continue;
            isBest = isBest && Dominance.Covers(own, losses);
            if (other.State != TrialState.Complete || FeaturesOf(other, step) is not { } features) continue;
            if (LossesOf(other, other.Last.Step) is { } ends) curves.Add((features, ends));
        }

        if (isBest || curves.Count < enough || FeaturesOf(trial, step) is not { } known) return true;
        (double[] Features, double[] Ends)[] all = [.. curves];
        double[][] points = [new CurveForecast(all).Ends(known), .. all.Select(c => c.Ends)];
        if (!points[0].All(double.IsFinite)) return true;
        var scaled = UnitLosses.Of(points);
        var reference = UnitLosses.ReferencePoint(own.Length);
        return Hypervolume.Gain(scaled[0], scaled[1..], reference) > LeastGain * Hypervolume.Of(scaled[1..], reference);
    }

    private double[]? FeaturesOf(TrialCurve trial, int step) => CurveForecast.Features(at => LossesOf(trial, at), step);

    private double[]? LossesOf(TrialCurve trial, int step)
    {
        if (trial.FirstVectorFrom(step) is not { } values || values.Count != context.Directions.Count) return null;
        var losses = new double[values.Count];
        for (var i = 0; i < losses.Length; i++) losses[i] = Loss.Of(values[i], context.Directions[i]);
        return losses;
    }
}
