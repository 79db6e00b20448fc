using Serverless.Tuner.Core.Pruners;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>A user's pruner: at step 2 a trial is over.</summary>
public sealed class OwnPruner : IPruner
{
    public bool ShouldPrune(TrialCurve trial, PrunerHistory others) => trial.Last.Step == 2;

    public bool LooksAtOthers(TrialCurve trial) => false;
}
