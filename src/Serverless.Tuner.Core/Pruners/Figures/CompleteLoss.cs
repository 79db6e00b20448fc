namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>What a complete trial had reported at a step.</summary>
internal sealed record CompleteLoss(int Step, Direction Direction) : TrialFigure
{
    public override double? Of(TrialCurve trial) => trial.State == TrialState.Complete ? Loss.Of(trial.At(Step), Direction) : null;
}
