using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Core.Samplers.Random;

namespace OwnSampler;

/// <summary>Looks near the best points so far, and at random ones now and then.</summary>
public sealed class NeighbourSampler : ISampler
{
    private readonly ISampler _random = new RandomSampler();

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new NeighbourSuggester(history, _random.Prepare(history));
}
