using System.Text.Json;
using Serverless.Tuner.Contracts;
using Xunit;

namespace Serverless.Tuner.Contracts.Tests;

public class SamplerSpecTests
{
    [Fact]
    public void Write_TypeAndOptions_StandSideBySide() => Assert.Equal(
        """{"type":"tpe","gamma":0.15,"multivariate":false,"nStartupTrials":10}""",
        JsonSerializer.Serialize(
            SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(10L)), ("gamma", ParameterValue.Of(0.15)), ("multivariate", ParameterValue.Of(false))),
            TunerJson.Options));

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        var spec = SamplerSpec.Of("cmaes", ("restartStrategy", ParameterValue.Of("bipop")), ("sigma0", ParameterValue.Of(1.0)));
        Assert.Equal(spec, JsonSerializer.Deserialize<SamplerSpec>(JsonSerializer.Serialize(spec, TunerJson.Options), TunerJson.Options));
    }

    [Fact]
    public void Read_NamesOfStudiesStoredEarlier_AreTranslated() => Assert.Equal(
        SamplerSpec.Of("tpe", ("nStartupTrials", ParameterValue.Of(5L)), ("nCandidates", ParameterValue.Of(9L))),
        JsonSerializer.Deserialize<SamplerSpec>("""{"kind":"tpe","startTrials":5,"candidates":9}""", TunerJson.Options));

    [Theory]
    [InlineData("\"tpe\"")]
    [InlineData("""{"type":"tpe","gamma":[1]}""")]
    public void Read_WhatIsNoSampler_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SamplerSpec>(json, TunerJson.Options));

    [Fact]
    public void Equals_OtherOption_IsNot() => Assert.NotEqual(SamplerSpec.Of("tpe", ("gamma", ParameterValue.Of(0.1))), SamplerSpec.Of("tpe", ("gamma", ParameterValue.Of(0.2))));
}
