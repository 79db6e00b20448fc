using Serverless.Tuner.Core.Budgets;

namespace Serverless.Tuner.Core.Studies;

/// <summary>A trial that the study has not been told the outcome of.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Reserved">What is set aside for it.</param>
public sealed record OpenTrial(int Number, Money Reserved);
