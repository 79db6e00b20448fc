namespace Serverless.Tuner.Core.Pruners;

/// <summary>Prunes nothing.</summary>
internal sealed class NonePruner : IPruner
{
    public bool TakesSeveralDirections => true;

    public bool ShouldPrune(TrialCurve trial, PrunerHistory others) => false;

    public bool LooksAtOthers(TrialCurve trial) => false;
}
