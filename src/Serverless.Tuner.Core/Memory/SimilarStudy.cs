namespace Serverless.Tuner.Core.Memory;

/// <summary>A study of the memory, compared with a new one.</summary>
/// <param name="Entry">What is kept of it.</param>
/// <param name="Similarity">How similar it is.</param>
public sealed record SimilarStudy(MemoryEntry Entry, SimilarityScore Similarity);
