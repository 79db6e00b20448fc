using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving for several directions: at each rung the best 1/η of those that came so far go on, front
/// after front, and of a front that does not fit whole those that are spread out over it.</summary>
/// <remarks>Schmucker et al. 2021, Multi-objective asynchronous successive halving, section 3 (MO-ASHA with the ε-net strategy), with
/// trials that end rather than pause. While there are fewer than η trials at a rung the whole first front goes on. With one direction
/// it is <see cref="SuccessiveHalvingPruner"/>.</remarks>
internal sealed class MoAshaPruner(MoAshaOptions options, PrunerContext context)
    : HalvingPruner(options.MinResource, part: 3, options.ReductionFactor, options.MinEarlyStoppingRate, bootstrapCount: 0)
{
    public override bool TakesSeveralDirections => true;

    protected override bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick)
    {
        // What has no value for each direction cannot be compared.
        if (LossesOf(trial, step) is not { } own) return true;
        var theirs = new List<double[]>();
        foreach (var other in others.Trials)
            if (other.Number != trial.Number && other.Number != yardstick && LossesOf(other, step) is { } losses) theirs.Add(losses);
        return RungFronts.IsAmongBest(own, theirs, (theirs.Count + 1) / rungs.ReductionFactor);
    }

    private double[]? LossesOf(TrialCurve trial, int step)
    {
        if (trial.FirstVectorFrom(step) is not { } values || values.Count != context.Directions.Count) return null;
        var losses = new double[values.Count];
        for (var i = 0; i < losses.Length; i++) losses[i] = Loss.Of(values[i], context.Directions[i]);
        return losses;
    }
}
