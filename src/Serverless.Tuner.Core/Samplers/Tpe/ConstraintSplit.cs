namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>
/// Splits trials by whether they keep a constraint: one more density ratio for each (Watanabe and Hutter 2022, c-TPE, arXiv 2211.14411,
/// section 3). That a trial must not fail is a constraint too.
/// </summary>
internal static class ConstraintSplit
{
    /// <summary>The largest number of constraint values of any trial.</summary>
    public static int Count(SamplerHistory history)
    {
        var (trials, settled) = (history.Encoded, history.Settled);
        var (count, length) = (settled.Constraints, trials.Count);
        for (var i = settled.Count; i < length; i++) count = Math.Max(count, trials[i].Constraints?.Length ?? 0);
        return count;
    }

    /// <summary>Fills the mixtures for one constraint with the newest trials of either kind; false when no trial breaks it.</summary>
    /// <remarks>While none keeps it, the one that breaks it least counts as good.</remarks>
    /// <param name="history">The trials.</param>
    /// <param name="constraint">The constraint's index; null: that a trial must not fail.</param>
    /// <param name="ratio">What is filled.</param>
    public static bool TryFill(SamplerHistory history, int? constraint, DensityRatio ratio)
    {
        var trials = history.Encoded;
        if (constraint is null && NoneFailed(history)) return false;
        var (kept, known, least, length) = (0, 0, double.PositiveInfinity, trials.Count);
        EncodedTrial? best = null;
        for (var i = 0; i < length; i++)
        {
            if (Value(trials[i], constraint) is not { } value) continue;
            known++;
            if (value <= 0) kept++;
            if (best is null || value < least) (best, least) = (trials[i], value);
        }

        if (kept == known) return false;
        ratio.Share = Math.Max(kept, 1.0) / known;
        ratio.Good.Clear(KernelShape.Bad);
        ratio.Bad.Clear(KernelShape.Bad);
        for (var i = length - 1; i >= 0; i--)
        {
            if (Value(trials[i], constraint) is not { } value) continue;
            var side = value <= 0 || (kept == 0 && ReferenceEquals(trials[i], best)) ? ratio.Good : ratio.Bad;
            if (side.Points.Count < TrialSplit.MostBad) side.Add(trials[i].Point);
        }

        return true;
    }

    private static bool NoneFailed(SamplerHistory history)
    {
        var (trials, settled) = (history.Encoded, history.Settled);
        if (settled.Failed > 0) return false;
        for (var i = settled.Count; i < trials.Count; i++)
            if (trials[i].State == TrialState.Failed) return false;
        return true;
    }

    /// <summary>Kept when ≤ 0; null when not known.</summary>
    private static double? Value(EncodedTrial trial, int? constraint) => constraint is { } index
        ? trial.Constraints is { } values && index < values.Length && !double.IsNaN(values[index]) ? values[index] : null
        : trial.IsPending ? null : trial.State == TrialState.Failed ? 1 : 0;
}
