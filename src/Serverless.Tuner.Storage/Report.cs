using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Storage;

/// <summary>One intermediate value as an attempt at a trial reported it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Value">The value at it; finite.</param>
/// <param name="Cost">What the attempt had cost by then, where its objective says so.</param>
public readonly record struct Report(int Step, double Value, Money? Cost);
