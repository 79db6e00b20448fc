namespace Serverless.Tuner.Contracts;

/// <summary>One intermediate value.</summary>
/// <param name="Step">The step, 0 or more: an epoch, a fold, a rung.</param>
/// <param name="Value">The value at it.</param>
/// <param name="CostUsd">What the evaluation had cost by then in US dollars, where the objective reports it.</param>
public sealed record ReportView(int Step, double Value, decimal? CostUsd = null);
