namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving: at steps r ηˢ, r ηˢ⁺¹, … only
/// a trial among the best 1/η of those that came so far goes on.</summary>
/// <remarks>Li et al. 2020, A system for massively parallel hyperparameter tuning, section 3.2, with trials
/// that end rather than pause: a trial that is not promoted at once is not promoted later.</remarks>
internal sealed class SuccessiveHalvingPruner(SuccessiveHalvingOptions options, PrunerContext context)
    : HalvingPruner(options.MinResource, part: 100, options.ReductionFactor, options.MinEarlyStoppingRate, options.BootstrapCount)
{
    protected override bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick) =>
        rungs.IsPromoted(trial, others, new RungLoss(step, context.Direction) { Except = yardstick });
}
