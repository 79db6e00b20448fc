namespace Serverless.Tuner.Core.Memory;

/// <summary>How similar a study of the memory is to a new one.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Explanation">How that comes about, in a sentence.</param>
public sealed record SimilarityScore(double Score, string Explanation);
