using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving: at steps r ηˢ, r ηˢ⁺¹, … only a trial among the best 1/η of those that came so far goes on.</summary>
/// <remarks>Li et al. 2020, A system for massively parallel hyperparameter tuning, section 3.2, with trials that end rather than pause: whoever is not promoted at once is not later either.</remarks>
internal sealed class SuccessiveHalvingPruner(SuccessiveHalvingOptions options, Direction direction) : IPruner
{
    private const double Hundredth = 100;

    /// <inheritdoc />
    /// <remarks>With <c>auto</c> nearly every report may come to a rung: where the rungs are, the other trials say.</remarks>
    public bool LooksAtOthers(TrialCurve trial) =>
        options.MinResource is { } resource ? RungsFrom(resource).HasDue(trial, double.PositiveInfinity) : trial.Last.Step >= 1;

    /// <inheritdoc />
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        double? resource = options.MinResource is { } given ? given
            : CompleteResource.Most(others) is { } most ? Math.Max(1, Math.Floor(most / Hundredth)) : null;
        return resource is { } known && RungsFrom(known).Stop(trial, others, double.PositiveInfinity, step => new RungLoss(step, direction));
    }

    private Rungs RungsFrom(double resource) =>
        new((int)Math.Min(resource * Math.Pow(options.ReductionFactor, options.MinEarlyStoppingRate), int.MaxValue), options.ReductionFactor, options.BootstrapCount);
}
