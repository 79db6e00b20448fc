namespace Serverless.Tuner.Cli.Moving.Reports;

/// <summary>What plots are drawn from.</summary>
[Flags]
internal enum ReportParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>How values, time and money went.</summary>
    History = 1,

    /// <summary>Trials as points.</summary>
    Scatter = 2,

    /// <summary>Trials as lines.</summary>
    Parallel = 4,

    /// <summary>The parameters' importances, by which plots choose what they show first.</summary>
    Importance = 8,

    /// <summary>The Pareto front.</summary>
    Pareto = 16,
}
