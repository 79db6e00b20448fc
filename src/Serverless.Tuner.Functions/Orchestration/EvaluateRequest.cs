namespace Serverless.Tuner.Functions.Orchestration;

/// <summary>The input of <see cref="EvaluateTrial"/>.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Run">The run that wants the trial evaluated.</param>
/// <param name="Number">The trial.</param>
public sealed record EvaluateRequest(string Study, string Run, int Number);
