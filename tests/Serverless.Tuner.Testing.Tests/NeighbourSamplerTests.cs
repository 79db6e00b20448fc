using OwnSampler;
using Serverless.Tuner.Core.Samplers;
using Serverless.Tuner.Testing;

namespace OwnSamplerTests;

public sealed class NeighbourSamplerTests : SamplerConformance
{
    // Trials of a wave may have the same parent, and a value of it unchanged.
    protected override bool HasLevels => true;

    protected override ISampler Create() => new NeighbourSampler(new NeighbourOptions());
}
