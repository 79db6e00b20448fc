namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>The number of a complete trial that has reported: the least is the first of them.</summary>
internal sealed record CompleteNumber : TrialFigure
{
    public override double? Of(TrialCurve trial) => trial is { State: TrialState.Complete, Count: > 0 } ? trial.Number : null;
}
