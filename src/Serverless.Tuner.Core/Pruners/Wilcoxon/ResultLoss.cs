using Serverless.Tuner.Core.Pruners.Figures;

namespace Serverless.Tuner.Core.Pruners.Wilcoxon;

/// <summary>What a complete trial that has reported came to: its result or,
/// where that is not known, the mean of its reports, as of folds.</summary>
internal sealed record ResultLoss(Direction Direction) : TrialFigure
{
    public override double? Of(TrialCurve trial) =>
        trial is { State: TrialState.Complete, Count: > 0 }
            ? Loss.Of(trial.Result is { } result && double.IsFinite(result) ? result : Mean(trial), Direction)
            : null;

    /// <remarks>The shares are summed up, because the sum of doubles may overflow.</remarks>
    public static double Mean(TrialCurve trial) => trial.Values.Sum(value => value / trial.Count);
}
