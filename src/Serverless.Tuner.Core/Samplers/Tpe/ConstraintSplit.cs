using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Samplers.Tpe;

/// <summary>
/// Splits trials by whether they keep a constraint: one more density ratio for each (Watanabe and Hutter 2022, c-TPE, arXiv 2211.14411,
/// section 3). That a trial must not fail is a constraint too.
/// </summary>
internal static class ConstraintSplit
{
    /// <summary>The index of the constraint that every study has: a trial must not fail.</summary>
    public const int Success = -1;

    /// <summary>How many constraints some trial has told of.</summary>
    public static int Count(IReadOnlyList<EncodedTrial> trials)
    {
        var (count, length) = (0, trials.Count);
        for (var i = 0; i < length; i++) count = Math.Max(count, trials[i].Constraints?.Length ?? 0);
        return count;
    }

    /// <summary>Fills the mixtures for one constraint with the newest trials of either kind; false when no trial breaks it.</summary>
    /// <remarks>While none keeps it, the one that breaks it least counts as good.</remarks>
    public static bool TryFill(IReadOnlyList<EncodedTrial> trials, int constraint, DensityRatio ratio)
    {
        var (kept, known, least, length) = (0, 0, -1, trials.Count);
        for (var i = 0; i < length; i++)
        {
            if (Value(trials[i], constraint) is not { } value) continue;
            known++;
            if (value <= 0) kept++;
            if (least < 0 || value < Value(trials[least], constraint)) least = i;
        }

        if (kept == known) return false;
        ratio.Share = Math.Max(kept, 1.0) / known;
        ratio.Good.Clear(KernelShape.Bad);
        ratio.Bad.Clear(KernelShape.Bad);
        for (var i = length - 1; i >= 0; i--)
        {
            if (Value(trials[i], constraint) is not { } value) continue;
            var side = value <= 0 || (kept == 0 && i == least) ? ratio.Good : ratio.Bad;
            if (side.Points.Count < TrialSplit.MostBad) side.Add(trials[i].Point);
        }

        return true;
    }

    /// <summary>Kept when ≤ 0; null when not known.</summary>
    private static double? Value(EncodedTrial trial, int constraint)
    {
        if (constraint != Success) return trial.Constraints is { } values && constraint < values.Length && !double.IsNaN(values[constraint]) ? values[constraint] : null;
        return trial.IsPending ? null : trial.State == TrialState.Failed ? 1 : 0;
    }
}
