using Serverless.Tuner.Core.SearchSpaces;

namespace Serverless.Tuner.Core.Tests.Samplers;

/// <summary>What every built-in sampler must hold to.</summary>
public abstract class BuiltInSamplerTests : SamplerConformance
{
    /// <summary>The sampler, with its defaults.</summary>
    protected abstract string Type { get; }

    protected abstract override string Fingerprint { get; }

    protected override ISampler Create() => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = Type });

    [Fact]
    public void Refusal_OfTheCatalog_IsThatOfTheSampler()
    {
        var space = SearchSpace.From(ServedSpace);
        foreach (var count in new[] { 1, MostDirections, MostDirections + 1 })
        {
            Direction[] directions = [.. Enumerable.Repeat(Direction.Minimize, count)];
            Assert.Equal(
                Create().Refusal(space, directions),
                SamplerCatalog.BuiltIn.Refusal(new SamplerSpec { Type = Type }, space, directions));
        }
    }
}
