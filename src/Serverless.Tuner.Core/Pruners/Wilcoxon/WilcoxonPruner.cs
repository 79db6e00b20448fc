using System.Globalization;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>Prunes a trial whose values are worse than those of the best complete trial at the same steps,
/// by a signed-rank test: for steps that stand for folds or instances, in whatever order.</summary>
internal sealed class WilcoxonPruner(WilcoxonOptions options, PrunerContext context) : IPruner
{
    // One pair is never significant.
    private const int FewestPairs = 2;

    private readonly int _least = Math.Max(FewestPairs, options.NStartupSteps);
    private readonly double _threshold = options.ThresholdFor(context.Repeats);

    public string? Refusal
    {
        get
        {
            var repeats = context.Repeats;
            if (repeats == 1) return null;
            if (repeats <= _least)
                return $"wilcoxon could never prune: it compares {_least} repeats at least, and after the last of {repeats} there is "
                    + $"nothing to save; give {_least + 1} repeats or more";
            return WilcoxonOptions.LeastP(repeats) < _threshold
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"wilcoxon could never prune: before the last of {repeats} repeats no p is below {WilcoxonOptions.LeastP(repeats)}, "
                    + $"but pThreshold is {options.PThreshold}; leave it out, or give more repeats");
        }
    }

    public bool LooksAtOthers(TrialCurve trial) => trial.Count >= _least;

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (trial.Count < _least || Best(trial.Number, others) is not { } best) return false;
        // A trial that is as good on average may have had the hard instances first: it goes on.
        if (Loss.Of(ResultLoss.Mean(trial), context.Direction) <= Loss.Of(ResultLoss.Mean(best), context.Direction)) return false;
        var differences = Differences(trial, best);
        return differences.Length >= _least && SignedRankTest.Greater(differences) < _threshold;
    }

    private TrialCurve? Best(int except, PrunerHistory others)
    {
        var results = others.Sorted(new ResultLoss(context.Direction));
        if (results.CountWithout(except) == 0) return null;
        return others.Find(results[0].Number == except ? results[1].Number : results[0].Number);
    }

    /// <summary>By how much the trial is worse at each of the steps that both have.</summary>
    private double[] Differences(TrialCurve trial, TrialCurve best)
    {
        var differences = new List<double>(trial.Count);
        for (int i = 0, j = 0; i < trial.Count && j < best.Count;)
        {
            var order = trial.Steps[i].CompareTo(best.Steps[j]);
            // Halves, because the difference of two doubles may overflow.
            if (order == 0)
                differences.Add((0.5 * Loss.Of(trial.Values[i], context.Direction)) - (0.5 * Loss.Of(best.Values[j], context.Direction)));
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return [.. differences];
    }
}
