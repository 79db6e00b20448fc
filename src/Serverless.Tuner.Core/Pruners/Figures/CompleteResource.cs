using Serverless.Tuner.Contracts;

namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>How much resource a complete trial took: its last step, counted from 1.</summary>
internal sealed record CompleteResource : TrialFigure
{
    /// <summary>The one figure of this kind.</summary>
    public static CompleteResource Instance { get; } = new();

    public override double? Of(TrialCurve trial) =>
        trial.State == TrialState.Complete && trial.Count > 0 ? trial.Last.Step + (trial.Steps[0] == 0 ? 1.0 : 0.0) : null;

    /// <summary>The most that any complete trial took; null before one is known.</summary>
    public static double? Most(PrunerHistory others) => others.Sorted(Instance) is { Count: > 0 } resources ? resources[^1].Value : null;
}
