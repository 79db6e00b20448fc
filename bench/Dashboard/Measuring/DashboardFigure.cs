namespace Serverless.Tuner.DashboardBenchmarks.Measuring;

/// <summary>Something that was measured.</summary>
/// <param name="Trials">How many trials the study has.</param>
/// <param name="What">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Limit">What it is to stay within; null for what is only told.</param>
internal sealed record DashboardFigure(int Trials, string What, double Value, string Unit, double? Limit = null)
{
    /// <summary>Whether it stays within what is wanted.</summary>
    public bool IsMet => Limit is null || Value <= Limit;
}
