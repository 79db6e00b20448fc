using Serverless.Tuner.Core.Samplers.Tally;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>
/// Splits trials by whether they keep a constraint: one more density ratio for each (Watanabe and Hutter 2022, c-TPE, arXiv 2211.14411,
/// section 3). That a trial must not fail is a constraint too.
/// </summary>
internal static class ConstraintSplit
{
    /// <summary>Fills the mixtures for one constraint with the newest trials of either kind; false when no trial breaks it.</summary>
    /// <remarks>While none keeps it, the one that breaks it least counts as good.</remarks>
    /// <param name="tally">The trials of which it is known.</param>
    /// <param name="ratio">What is filled.</param>
    public static bool TryFill(ConstraintTally tally, DensityRatio ratio)
    {
        if (tally.Kept == tally.Known) return false;
        var exception = tally.Kept == 0 ? tally.Best : null;
        ratio.Share = Math.Max(tally.Kept, 1.0) / tally.Known;
        ratio.Good.Clear(KernelShape.Bad);
        ratio.Bad.Clear(KernelShape.Bad);
        if (exception is not null) ratio.Good.Add(exception.Point);
        Add(tally.NewestKept, exception, ratio.Good);
        Add(tally.NewestBroken, exception, ratio.Bad);
        return true;
    }

    private static void Add(LeastTrials newest, EncodedTrial? exception, Mixture side)
    {
        foreach (var trial in newest.Trials)
            if (!ReferenceEquals(trial, exception) && side.Points.Count < TrialSplit.MostBad) side.Add(trial.Point);
    }
}
