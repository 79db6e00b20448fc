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
    public override bool TakesSeveralDirections => true;

    protected override bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick)
    {
        var rung = new RungLosses(step, context.Directions);
        // What has no value for each direction cannot be compared.
        if (rung.Of(trial) is not { } own) return true;
        return options.ForecastAfter is { } enough
            ? IsPromising(trial, own, others, rung, enough)
            : others.Index(rung with { Except = yardstick }, static r => new RungPoints(r))
                .IsAmongBest(trial.Number, own, rungs.ReductionFactor);
    }

    /// <summary>Whether a trial is expected to add to the hypervolume of those that are complete, or is the best in each direction now.
    /// </summary>
    private static bool IsPromising(TrialCurve trial, double[] own, PrunerHistory others, RungLosses rung, int enough)
    {
        var isBest = true;
        for (var i = 0; i < own.Length && isBest; i++)
            isBest = others.Sorted(new RungLosses.Part(rung, i)).CountBelow(own[i], trial.Number) == 0;
        if (isBest) return true;
        var curves = others.Index(rung, static r => new CompleteCurves(r));
        return curves.CountWithout(trial.Number) < enough
            || CompleteCurves.FeaturesOf(rung, trial) is not { } features || curves.ExpectGain(trial.Number, features);
    }
}
