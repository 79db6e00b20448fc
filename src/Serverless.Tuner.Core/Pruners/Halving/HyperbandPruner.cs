using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Hyperband: asynchronous successive halving in several brackets at once,
/// from one that begins to stop trials at r to one that lets all run to R.</summary>
/// <remarks>Li et al. 2018, Hyperband, algorithm 1, with the asynchronous halving of Li et al. 2020. A trial
/// competes within its bracket; at R it has all that there is, and nothing is decided any more.</remarks>
internal sealed class HyperbandPruner(HyperbandOptions options, PrunerContext context) : IPruner
{
    private readonly Brackets? _brackets = options.MaxResource is { } most ? BracketsUpTo(most, options, context) : null;

    /// <remarks>With <c>auto</c> any bracket's rungs count: how many brackets there are depends on the other trials.</remarks>
    public bool LooksAtOthers(TrialCurve trial) =>
        RungsOf(_brackets?.Of(trial.Number) ?? 0).HasDue(trial, options.MaxResource ?? double.PositiveInfinity);

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        var most = options.MaxResource ?? CompleteResource.Most(others);
        if (most is not { } end || end < options.MinResource) return false;
        var brackets = _brackets ?? BracketsUpTo((int)end, options, context);
        var bracket = brackets.Of(trial.Number);
        var rungs = RungsOf(bracket);
        return rungs.Stop(
            trial, end, step => rungs.IsPromoted(trial, others, new RungLoss(step, context.Direction, brackets, bracket)));
    }

    private static Brackets BracketsUpTo(int maxResource, HyperbandOptions options, PrunerContext context) =>
        new(context.Study, options.MinResource, maxResource, options.ReductionFactor);

    private Rungs RungsOf(int bracket)
    {
        // Within R, as the brackets are.
        var first = options.MinResource;
        for (var i = 0; i < bracket; i++) first *= options.ReductionFactor;
        return new Rungs(first, options.ReductionFactor, options.BootstrapCount);
    }
}
