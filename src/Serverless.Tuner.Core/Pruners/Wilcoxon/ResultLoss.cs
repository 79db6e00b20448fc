using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>What a complete trial that has reported came to: its result or, where that is not known, the mean of its reports, as of folds.</summary>
internal sealed record ResultLoss(Direction Direction) : TrialFigure
{
    public override double? Of(TrialCurve trial) =>
        trial is { State: TrialState.Complete, Count: > 0 } ? Loss.Of(trial.Result is { } result && double.IsFinite(result) ? result : Mean(trial), Direction) : null;

    /// <summary>The mean of a trial's reports.</summary>
    public static double Mean(TrialCurve trial)
    {
        var mean = 0.0;
        // Shares, because the sum of doubles may overflow.
        foreach (var value in trial.Values) mean += value / trial.Count;
        return mean;
    }
}
