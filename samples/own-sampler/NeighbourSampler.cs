using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace OwnSampler;

/// <summary>Looks near the best points so far, and at random ones now and then.</summary>
public sealed class NeighbourSampler : ISampler
{
    private readonly ISampler _random = SamplerFactory.Create(SamplerSpec.Of("random"));

    /// <inheritdoc />
    public ISuggester Prepare(SamplerHistory history) => new NeighbourSuggester(history, _random.Prepare(history));
}
