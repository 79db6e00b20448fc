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
            SamplerSpec.Of(
                "tpe", ("nStartupTrials", ParameterValue.Of(10L)), ("gamma", ParameterValue.Of(0.15)),
                ("multivariate", ParameterValue.Of(false))),
            TunerJson.Options));

    [Fact]
    public void Read_WhatWasWritten_IsEqual()
    {
        var spec = SamplerSpec.Of("cmaes", ("restartStrategy", ParameterValue.Of("bipop")), ("sigma0", ParameterValue.Of(1.0)));
        Assert.Equal(spec, JsonSerializer.Deserialize<SamplerSpec>(JsonSerializer.Serialize(spec, TunerJson.Options), TunerJson.Options));
    }

    [Fact]
    public void Equals_OptionsInAnotherOrderAndNotation_Is() => Assert.Equal(
        JsonSerializer.Deserialize<SamplerSpec>("""{"type":"tpe","gamma":0.1,"nCandidates":9}""", TunerJson.Options),
        JsonSerializer.Deserialize<SamplerSpec>("""{"nCandidates":9.0,"type":"tpe","gamma":1e-1}""", TunerJson.Options));

    [Fact]
    public void Read_AString_Throws() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SamplerSpec>("\"tpe\"", TunerJson.Options));

    [Fact]
    public void Equals_OtherOption_IsNot() =>
        Assert.NotEqual(SamplerSpec.Of("tpe", ("gamma", ParameterValue.Of(0.1))), SamplerSpec.Of("tpe", ("gamma", ParameterValue.Of(0.2))));
}
