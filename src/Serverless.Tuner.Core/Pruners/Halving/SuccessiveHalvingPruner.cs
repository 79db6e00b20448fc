using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving: at steps r ηˢ, r ηˢ⁺¹, … only
/// a trial among the best 1/η of those that came so far goes on.</summary>
/// <remarks>Li et al. 2020, A system for massively parallel hyperparameter tuning, section 3.2, with trials
/// that end rather than pause: a trial that is not promoted at once is not promoted later.</remarks>
internal sealed class SuccessiveHalvingPruner(SuccessiveHalvingOptions options, PrunerContext context) : IPruner
{
    private const double Hundredth = 100;

    /// <inheritdoc />
    /// <remarks>With <c>auto</c> nearly every report may come to a rung: where the rungs are depends on the other trials.</remarks>
    public bool LooksAtOthers(TrialCurve trial) =>
        options.MinResource is { } resource ? RungsFrom(resource).HasDue(trial, double.PositiveInfinity) : trial.Last.Step >= 1;

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (options.MinResource is { } given) return Stop(trial, others, given, yardstick: null);
        if (CompleteResource.Most(others) is not { } most) return false;
        // The first complete trial met no rung, because the rungs follow from its length: it does not compete.
        return Stop(trial, others, Math.Max(1, Math.Floor(most / Hundredth)), (int)others.Sorted(new CompleteNumber())[0].Value);
    }

    private bool Stop(TrialCurve trial, PrunerHistory others, double resource, int? yardstick) =>
        RungsFrom(resource)
            .Stop(trial, others, double.PositiveInfinity, step => new RungLoss(step, context.Direction) { Except = yardstick });

    private Rungs RungsFrom(double resource) =>
        new(
            (int)Math.Min(resource * Math.Pow(options.ReductionFactor, options.MinEarlyStoppingRate), int.MaxValue),
            options.ReductionFactor, options.BootstrapCount);
}
