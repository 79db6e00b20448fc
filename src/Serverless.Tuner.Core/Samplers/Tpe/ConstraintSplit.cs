namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>Splits trials by whether they keep a constraint: one more density ratio for each (Watanabe and Hutter 2022, c-TPE, arXiv 2211.14411, section 3).</summary>
internal static class ConstraintSplit
{
    /// <summary>How many constraints some trial has told of.</summary>
    public static int Count(IReadOnlyList<EncodedTrial> trials)
    {
        var count = 0;
        for (var i = 0; i < trials.Count; i++) count = Math.Max(count, trials[i].Constraints?.Length ?? 0);
        return count;
    }

    /// <summary>Fills the mixtures for one constraint with the newest trials of either kind; false when no trial breaks it.</summary>
    /// <remarks>While none keeps it, the one that breaks it least counts as good.</remarks>
    public static bool TryFill(IReadOnlyList<EncodedTrial> trials, int constraint, DensityRatio ratio)
    {
        var (kept, known, least) = (0, 0, -1);
        for (var i = 0; i < trials.Count; i++)
        {
            if (!IsKnown(trials[i], constraint)) continue;
            known++;
            if (IsKept(trials[i], constraint)) kept++;
            if (least < 0 || trials[i].Constraints![constraint] < trials[least].Constraints![constraint]) least = i;
        }

        if (kept == known) return false;
        ratio.Share = Math.Max(kept, 1.0) / known;
        ratio.Good.Clear(KernelShape.Bad);
        ratio.Bad.Clear(KernelShape.Bad);
        for (var i = trials.Count - 1; i >= 0; i--)
        {
            if (!IsKnown(trials[i], constraint)) continue;
            var side = IsKept(trials[i], constraint) || (kept == 0 && i == least) ? ratio.Good : ratio.Bad;
            if (side.Points.Count < TrialSplit.MostBad) side.Add(trials[i].Point);
        }

        return true;
    }

    private static bool IsKnown(EncodedTrial trial, int constraint) => trial.Constraints is { } values && constraint < values.Length;

    private static bool IsKept(EncodedTrial trial, int constraint) => trial.Constraints![constraint] <= 0;
}
