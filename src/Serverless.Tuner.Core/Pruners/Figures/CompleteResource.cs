namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>How much resource a complete trial took: its last step, counted from 1.</summary>
internal sealed record CompleteResource : TrialFigure
{
    public override double? Of(TrialCurve trial) =>
        trial.State == TrialState.Complete && trial.Count > 0 ? trial.Last.Step + (trial.Steps[0] == 0 ? 1.0 : 0.0) : null;

    /// <summary>The most that any complete trial took; null while none is complete.</summary>
    public static double? Most(PrunerHistory others) =>
        others.Sorted(new CompleteResource()) is { Count: > 0 } resources ? resources[^1].Value : null;
}
