namespace Serverless.Tuner.Core.Memory;

/// <summary>What a study knows beforehand of one like it.</summary>
/// <param name="Name">The earlier study's name.</param>
/// <param name="Similarity">How similar it is, 0 to 1.</param>
/// <param name="Trials">Some of its trials, in their order.</param>
public sealed record PriorStudy(string Name, double Similarity, IReadOnlyList<MemoryPoint> Trials);
