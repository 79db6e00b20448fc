using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Random;

namespace OwnSampler;

/// <summary>Looks near the best points so far, and at random ones now and then.</summary>
public sealed class NeighbourSampler(NeighbourOptions options) : ISampler
{
    private readonly RandomSampler _random = new();

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new NeighbourSuggester(history, options, _random.Prepare(history));
}
