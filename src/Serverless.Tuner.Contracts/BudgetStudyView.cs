namespace Serverless.Tuner.Contracts;

/// <summary>What a study has of a budget that it shares, in the budget's present period.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="SpentUsd">What its ended trials cost.</param>
/// <param name="ReservedUsd">What is set aside for it.</param>
/// <param name="Waiting">Whether it waits for money.</param>
public sealed record BudgetStudyView(string Study, decimal SpentUsd, decimal ReservedUsd, bool Waiting);
