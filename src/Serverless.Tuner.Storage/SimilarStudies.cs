using Serverless.Tuner.Core.Memory;

namespace Serverless.Tuner.Storage;

/// <summary>What a new study would learn from.</summary>
/// <param name="Ranked">All studies of the memory, without their points, the most similar first; empty where they were not asked for.
/// </param>
/// <param name="From">Those that it learns from, with their points; null where it asks for no warm start.</param>
/// <param name="Errors">What is wrong with those that it names.</param>
public sealed record SimilarStudies(
    IReadOnlyList<SimilarStudy> Ranked, IReadOnlyList<SimilarStudy>? From, IReadOnlyList<FieldError> Errors);
