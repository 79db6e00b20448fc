using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Halving;

/// <summary>The rungs of asynchronous successive halving: at each, one trial in η goes on.</summary>
/// <param name="First">The step of the first rung, 1 or more.</param>
/// <param name="ReductionFactor">η, 2 or more: how much further each rung is than the one before.</param>
/// <param name="BootstrapCount">While no more than so many trials have come to a rung, all stop there.</param>
internal readonly record struct Rungs(int First, int ReductionFactor, int BootstrapCount)
{
    /// <summary>Whether there is one half-way between each and the next, too.</summary>
    public bool HalfWays { get; init; }

    /// <summary>Whether the trial's newest reports come to a rung before <paramref name="end"/>.</summary>
    public bool HasDue(TrialCurve trial, double end) => NextAfter(trial.StepBefore) is var step && step <= trial.Last.Step && step < end;

    /// <summary>Whether the trial fails at a rung that its newest reports come to.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="end">Where trials end: from there on a rung saves nothing.</param>
    /// <param name="isPromoted">Whether it goes on from the rung of a step.</param>
    public bool Stop(TrialCurve trial, double end, Func<int, bool> isPromoted)
    {
        for (var step = NextAfter(trial.StepBefore); step <= trial.Last.Step && step < end; step = NextAfter(step))
            if (!isPromoted((int)step)) return true;
        return false;
    }

    /// <summary>Whether a trial is among the best ⌊n / η⌋ at a rung; while those are none, whether it is the best.</summary>
    public bool IsPromoted(TrialCurve trial, PrunerHistory others, RungLoss figure)
    {
        var rung = others.Sorted(figure);
        var loss = Loss.Of(trial.FirstFrom(figure.Step), figure.Direction)!.Value;
        var count = rung.CountWithout(trial.Number) + 1;
        return count > BootstrapCount && rung.CountBelow(loss, trial.Number) < Math.Max(1, count / ReductionFactor);
    }

    /// <summary>The first rung beyond a step.</summary>
    private long NextAfter(long step)
    {
        long rung = First;
        while (rung <= step)
        {
            var next = rung * ReductionFactor;
            if (HalfWays && rung + ((next - rung) / 2) is var half && half > step) return half;
            rung = next;
        }

        return rung;
    }
}
