using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>Prunes a trial whose values are worse than those of the best complete trial at the same steps, by a signed-rank test: for steps that stand for folds or instances, in whatever order.</summary>
internal sealed class WilcoxonPruner(WilcoxonOptions options, Direction direction) : IPruner
{
    // With one pair no difference is beyond doubt.
    private readonly int _least = Math.Max(2, options.NStartupSteps);

    /// <inheritdoc />
    public bool LooksAtOthers(TrialCurve trial) => trial.Count >= _least;

    /// <inheritdoc />
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others)
    {
        if (trial.Count < _least || Best(trial.Number, others) is not { } best) return false;
        // Who is as good on average may have met its hard instances first: it goes on.
        if (Loss.Of(ResultLoss.Mean(trial), direction) <= Loss.Of(ResultLoss.Mean(best), direction)) return false;
        var differences = Differences(trial, best);
        return differences.Length >= _least && SignedRankTest.Greater(differences) < options.PThreshold;
    }

    private TrialCurve? Best(int except, PrunerHistory others)
    {
        var results = others.Sorted(new ResultLoss(direction));
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
            if (order == 0) differences.Add((0.5 * Loss.Of(trial.Values[i], direction)) - (0.5 * Loss.Of(best.Values[j], direction)));
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return [.. differences];
    }
}
