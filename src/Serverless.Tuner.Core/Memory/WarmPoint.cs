namespace Serverless.Tuner.Core.Memory;

/// <summary>Where a point of a warm start comes from.</summary>
/// <param name="Study">The study whose point it is.</param>
/// <param name="Rank">Its place among the best points of that study, from 1.</param>
public sealed record WarmPoint(string Study, int Rank);
