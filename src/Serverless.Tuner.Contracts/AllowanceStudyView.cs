namespace Serverless.Tuner.Contracts;

/// <summary>What a study has taken of a key's allowance.</summary>
/// <param name="Study">The study.</param>
/// <param name="AmountUsd">How much, in US dollars.</param>
public sealed record AllowanceStudyView(string Study, decimal AmountUsd);
