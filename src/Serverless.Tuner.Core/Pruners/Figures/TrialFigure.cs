namespace Serverless.Tuner.Core.Pruners.Figures;

/// <summary>A number that pruners look up of every trial. Equal figures are indexed once.</summary>
internal abstract record TrialFigure
{
    /// <summary>The figure of a trial; null when the trial has none (yet).</summary>
    public abstract double? Of(TrialCurve trial);
}
