using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Samplers;

/// <summary>What a sampler learns from.</summary>
/// <param name="Space">The search space.</param>
/// <param name="Directions">One direction for each value.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Trials">All trials so far, by ascending number: ended ones and those that run or wait.</param>
public sealed record SamplerHistory(SearchSpace Space, IReadOnlyList<Direction> Directions, long Seed, IReadOnlyList<SampledTrial> Trials);
