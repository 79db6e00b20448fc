namespace Serverless.Tuner.Objectives;

/// <summary>One value that an objective returns.</summary>
/// <param name="Name">Its name, e.g. <c>accuracy</c>.</param>
/// <param name="Direction">What is better.</param>
public sealed record ObjectiveMetric(string Name, Direction Direction);
