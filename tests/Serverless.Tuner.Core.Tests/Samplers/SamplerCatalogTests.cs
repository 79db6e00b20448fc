namespace Serverless.Tuner.Core.Tests.Samplers;

public class SamplerCatalogTests
{
    [Fact]
    public void Create_EveryType_MakesASampler() =>
        Assert.All(SamplerCatalog.BuiltIn.Types, type => Assert.NotNull(SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = type })));

    [Fact]
    public void Types_All_AreDifferent() => Assert.Equal(SamplerCatalog.BuiltIn.Types.Distinct(), SamplerCatalog.BuiltIn.Types);

    [Fact]
    public void Types_DefaultOfTheSpec_IsTheFirst() => Assert.Equal(new SamplerSpec().Type, SamplerCatalog.BuiltIn.Types[0]);

    [Fact]
    public void Create_UnknownType_NamesTheKnownOnes() =>
        Assert.Contains(
            "auto, tpe", Assert.Throws<ArgumentException>(() => SamplerCatalog.BuiltIn.Create(new SamplerSpec { Type = "magic" })).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 24)]
    [InlineData(10_001, 24)]
    [InlineData(10, 0)]
    [InlineData(10, 10_001)]
    public void Create_OptionOutOfRange_Throws(int startTrials, int candidates) =>
        Assert.Throws<ArgumentException>(
            () =>
                SamplerCatalog.BuiltIn.Create(
                    SamplerSpec.Of(
                        "tpe", ("nStartupTrials", ParameterValue.Of(startTrials)), ("nCandidates", ParameterValue.Of(candidates)))));
}
