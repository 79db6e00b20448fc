namespace Serverless.Tuner.Contracts;

/// <summary>A value of a study.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Direction">Whether less or more of it is better.</param>
public sealed record ParetoMetric(string Name, Direction Direction);
