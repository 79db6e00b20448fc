using Serverless.Tuner.Contracts;
using Serverless.Tuner.Core.Samplers;

namespace Serverless.Tuner.Core.Tests.Samplers;

public class SamplerFactoryTests
{
    [Fact]
    public void Create_EveryType_MakesASampler() =>
        Assert.All(SamplerFactory.Types, type => Assert.NotNull(SamplerFactory.Create(new SamplerSpec { Type = type })));

    [Fact]
    public void Types_All_AreDifferent() => Assert.Equal(SamplerFactory.Types.Distinct(), SamplerFactory.Types);

    [Fact]
    public void Types_DefaultOfTheSpec_IsTheFirst() => Assert.Equal(new SamplerSpec().Type, SamplerFactory.Types[0]);

    [Fact]
    public void Create_UnknownType_NamesTheKnownOnes() =>
        Assert.Contains("auto, tpe", Assert.Throws<ArgumentException>(() => SamplerFactory.Create(new SamplerSpec { Type = "magic" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 24)]
    [InlineData(10_001, 24)]
    [InlineData(10, 0)]
    [InlineData(10, 10_001)]
    public void Create_OptionOutOfRange_Throws(int startTrials, int candidates) =>
        Assert.Throws<ArgumentException>(() => SamplerFactory.Create(SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(startTrials)), ("nCandidates", ParameterValue.Of(candidates)))));
}
