using Serverless.Tuner.Core.Pareto;
using Serverless.Tuner.Core.Pruners;
using Serverless.Tuner.Core.Pruners.Figures;
using Serverless.Tuner.Core.Pruners.Halving;

namespace Serverless.Tuner.Core.Tests.Pruners;

/// <summary>`mo-asha` word for word: every decision reads, sorts and sums all trials anew. Nothing is kept between two.</summary>
internal sealed class PlainMoAsha(MoAshaOptions options, IReadOnlyList<Direction> directions)
    : HalvingPruner(
        options.MinResource, 3, options.ReductionFactor, options.MinEarlyStoppingRate, bootstrapCount: 0, options.ForecastAfter is not null)
{
    private const double LeastGain = 0.0002;

    /// <summary>Whether a point is among the best of it and others.</summary>
    public static bool IsAmongBest(double[] own, IReadOnlyList<double[]> others, int places)
    {
        double[][] all = [own, .. others];
        var ranks = NonDominatedSort.Rank(all);
        if (places == 0) return ranks[0] == 0;
        var left = places - ranks.Count(rank => rank < ranks[0]);
        if (left <= 0) return false;
        double[][] front = [.. all.Where((_, i) => ranks[i] == ranks[0])];
        Array.Sort(front, (a, b) => Dominance.Compare(a, b));
        return front.Length <= left || EpsilonNet.IsEarlyAmong(own, front, left);
    }

    protected override bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick)
    {
        if (LossesOf(trial, step) is not { } own) return true;
        if (options.ForecastAfter is { } enough) return IsPromising(trial, own, others, step, enough);
        var theirs = new List<double[]>();
        foreach (var other in others.Trials)
            if (other.Number != trial.Number && other.Number != yardstick && LossesOf(other, step) is { } losses) theirs.Add(losses);
        return IsAmongBest(own, theirs, (theirs.Count + 1) / rungs.ReductionFactor);
    }

    private bool IsPromising(TrialCurve trial, double[] own, PrunerHistory others, int step, int enough)
    {
        var curves = new List<CompleteCurves.Curve>();
        var isBest = true;
        foreach (var other in others.Trials)
        {
            if (other.Number == trial.Number || LossesOf(other, step) is not { } losses) continue;
            isBest = isBest && Dominance.Covers(own, losses);
            if (other.State != TrialState.Complete || FeaturesOf(other, step) is not { } features) continue;
            if (LossesOf(other, other.Last.Step) is { } ends) curves.Add(new(features, ends));
        }

        if (isBest || curves.Count < enough || FeaturesOf(trial, step) is not { } known) return true;
        curves.Sort((a, b) =>
            Dominance.Compare(a.Features, b.Features) is not 0 and var order ? order : Dominance.Compare(a.Ends, b.Ends));
        double[][] points = [new CurveForecast(curves).Ends(known), .. curves.Select(c => c.Ends)];
        if (!points[0].All(double.IsFinite)) return true;
        var scaled = UnitLosses.Of(points);
        var reference = UnitLosses.ReferencePoint(own.Length);
        return Hypervolume.Gain(scaled[0], scaled[1..], reference) > LeastGain * Hypervolume.Of(scaled[1..], reference);
    }

    private double[]? FeaturesOf(TrialCurve trial, int step) => CurveForecast.Features(at => LossesOf(trial, at), step);

    private double[]? LossesOf(TrialCurve trial, int step) =>
        trial.FirstVectorFrom(step) is { } values && values.Count == directions.Count
            ? [.. values.Select((value, i) => Loss.Of(value, directions[i]))]
            : null;
}
