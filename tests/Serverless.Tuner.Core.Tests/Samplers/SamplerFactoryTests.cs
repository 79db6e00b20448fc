using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Tests.Samplers;

public class SamplerFactoryTests
{
    [Fact]
    public void Create_EveryKind_MakesASampler() =>
        Assert.All(SamplerFactory.Kinds, kind => Assert.NotNull(SamplerFactory.Create(new SamplerSpec { Kind = kind })));

    [Fact]
    public void Kinds_DefaultOfTheSpec_IsTheFirst() => Assert.Equal(new SamplerSpec().Kind, SamplerFactory.Kinds[0]);

    [Fact]
    public void Create_UnknownKind_NamesTheKnownOnes() =>
        Assert.Contains("tpe, random", Assert.Throws<ArgumentException>(() => SamplerFactory.Create(new SamplerSpec { Kind = "magic" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 24)]
    [InlineData(10_001, 24)]
    [InlineData(10, 0)]
    [InlineData(10, 10_001)]
    public void Create_OptionOutOfRange_Throws(int startTrials, int candidates) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplerFactory.Create(new SamplerSpec { StartTrials = startTrials, Candidates = candidates }));
}
