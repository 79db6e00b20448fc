using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>Asynchronous successive halving: at steps r ηˢ, r ηˢ⁺¹, … a trial goes on only when it is good enough among those that came
/// so far.</summary>
/// <param name="minResource">r; null: a part of what the longest complete trial took.</param>
/// <param name="part">Which part that is: one in so many.</param>
/// <param name="reductionFactor">η, 2 or more.</param>
/// <param name="minEarlyStoppingRate">s, 0 or more: how many of the first rungs are left out.</param>
/// <param name="bootstrapCount">While no more than so many trials have come to a rung, all stop there.</param>
/// <param name="halfWays">Whether it decides half-way between two rungs, too.</param>
internal abstract class HalvingPruner(
    int? minResource, int part, int reductionFactor, int minEarlyStoppingRate, int bootstrapCount, bool halfWays = false) : IPruner
{
    public virtual bool TakesSeveralDirections => false;

    /// <inheritdoc />
    /// <remarks>With <c>auto</c> nearly every report may come to a rung: where the rungs are depends on the other trials.</remarks>
    public bool LooksAtOthers(TrialCurve trial) =>
        minResource is { } resource ? RungsFrom(resource).HasDue(trial, double.PositiveInfinity) : trial.Last.Step >= 1;

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (minResource is { } given) return Stop(trial, others, given, yardstick: null);
        if (CompleteResource.Most(others) is not { } most) return false;
        // The first complete trial met no rung, because the rungs follow from its length: it does not compete.
        return Stop(trial, others, Math.Max(1, Math.Floor(most / part)), (int)others.Sorted(new CompleteNumber())[0].Value);
    }

    /// <summary>Whether a trial that has come to a rung goes on from it.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="others">The trials that it is compared with.</param>
    /// <param name="rungs">The rungs.</param>
    /// <param name="step">The step of this one.</param>
    /// <param name="yardstick">The number of a trial that does not compete; null when all do.</param>
    protected abstract bool IsPromoted(TrialCurve trial, PrunerHistory others, Rungs rungs, int step, int? yardstick);

    private bool Stop(TrialCurve trial, PrunerHistory others, double resource, int? yardstick)
    {
        var rungs = RungsFrom(resource);
        return rungs.Stop(trial, double.PositiveInfinity, step => IsPromoted(trial, others, rungs, step, yardstick));
    }

    private Rungs RungsFrom(double resource) =>
        new(
            (int)Math.Min(resource * Math.Pow(reductionFactor, minEarlyStoppingRate), int.MaxValue), reductionFactor, bootstrapCount)
        {
            HalfWays = halfWays,
        };
}
