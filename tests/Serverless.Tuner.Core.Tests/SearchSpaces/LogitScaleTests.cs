using Serverless.Tuner.Core.Memory;
using Serverless.Tuner.Core.Samplers.Random;
using Serverless.Tuner.Core.Samplers.Scales;
using Serverless.Tuner.Core.SearchSpaces;
using Serverless.Tuner.Core.StudyFiles;
using StudyFile = Serverless.Tuner.Core.Tests.Studies.StudyFile;

namespace Serverless.Tuner.Core.Tests.SearchSpaces;

/// <summary>Probabilities, which are searched on the scale of their odds.</summary>
public sealed class LogitScaleTests
{
    [Theory]
    [InlineData("""{"p": [0.001, 0.999, "logit"]}""")]
    [InlineData("""{"p": {"kind": "float", "low": 0.001, "high": 0.999, "scale": "logit"}}""")]
    [InlineData("""[{"name": "p", "type": "float", "low": 0.001, "high": 0.999, "scale": "logit"}]""")]
    public void Parse_EachForm_IsALogitScale(string space)
    {
        var parameter = Assert.Single(StudyFile.Spec(StudyFile.WithSpace(space)).SearchSpace);
        Assert.Equal((ScaleKind.Logit, false), (parameter.Scale, parameter.Log));
        Assert.Contains("\"scale\":\"logit\"", StudyFile.ToJson(parameter), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OtherScales_AreWhatTheyWere()
    {
        var space = StudyFile.Spec(StudyFile.WithSpace("""
            {"a": {"kind": "float", "low": 0.1, "high": 2, "scale": "log"}, "b": {"kind": "int", "low": 1, "high": 2, "scale": "linear"}}
            """)).SearchSpace;
        Assert.Equal([(true, null), (false, (ScaleKind?)null)], space.Select(p => (p.Log, p.Scale)));
    }

    [Theory]
    [InlineData("""{"p": [0, 1, "logit"]}""", "/searchSpace/p/0 /searchSpace/p/1")]
    [InlineData(
        """{"p": {"kind": "float", "low": 0, "high": 0.5, "scale": "logit", "step": 0.1}}""", "/searchSpace/p/low /searchSpace/p/step")]
    [InlineData("""{"p": {"kind": "float", "low": 0.1, "high": 0.5, "scale": "logit", "log": true}}""", "/searchSpace/p/scale")]
    [InlineData("""{"p": {"kind": "float", "low": 0.1, "high": 0.5, "scale": "odds"}}""", "/searchSpace/p/scale")]
    [InlineData("""{"p": [0.1, 0.5, "logit", "log"]}""", "/searchSpace/p/1")]
    public void Parse_WhatCannotBe_IsToldByItsField(string space, string pointers) =>
        Assert.Equal(pointers.Split(' ').Distinct(), StudyFile.Pointers(StudyFile.WithSpace(space)).Distinct());

    [Fact]
    public void Coordinates_OfEachValue_GoThereAndBack()
    {
        var parameter = (FloatParameter)SearchSpace.From([P(1e-9, 1 - 1e-9)]).Parameters[0];
        var scale = ParameterScale.Of(parameter);
        foreach (var x in new[] { 1e-9, 1e-6, 0.1, 0.5, 0.9, 1 - 1e-6, 1 - 1e-9 })
        {
            var back = scale.FromCoordinate(scale.ToCoordinate(ParameterValue.Of(x)));
            Assert.True(parameter.Contains(back));
            // As near as the odds are known of a double so near to 1.
            Assert.Equal(x / (1 - x), back.AsDouble() / (1 - back.AsDouble()), x / (1 - x) * 1e-6);
        }

        // The upper limit is rounded.
        Assert.Equal(0.5, scale.FromCoordinate(0.5).AsDouble(), 1e-8);
        Assert.Equal((1e-9, 1 - 1e-9), (scale.FromCoordinate(0).AsDouble(), scale.FromCoordinate(1).AsDouble()));
        // Halfway to the lowest odds: their square root.
        Assert.Equal(3.16e-5, scale.FromCoordinate(0.25).AsDouble(), 1e-6);
    }

    [Fact]
    public void Random_DrawsAsOftenNearOneAsNearZero()
    {
        var suggester = new RandomSampler().Prepare(new SamplerHistory(SearchSpace.From([P(0.001, 0.999)]), [Direction.Minimize], 7));
        var values = Enumerable.Range(0, 3_000).Select(n => suggester.Suggest(n)["p"].AsDouble()).ToArray();
        // A third of the scale each: log(999) / 3 is a probability of 0.091.
        Assert.InRange(values.Count(p => p < 0.0909), 900, 1_100);
        Assert.InRange(values.Count(p => p > 0.9091), 900, 1_100);
    }

    [Fact]
    public void Definitions_OfAnotherScale_AreOthers()
    {
        var (logit, linear) = (P(0.01, 0.99), P(0.01, 0.99) with { Scale = null });
        Assert.False(OpenSpace.AreSame(logit, linear));
        Assert.True(OpenSpace.AreSame(logit, P(0.01, 0.99)));
        Assert.Equal("no longer on a logit scale", Assert.Single(linear.LostSince(logit)));
        Assert.Equal(0.5, Similarity.Overlap(logit, linear));
        Assert.Equal(1, Similarity.Overlap(logit, logit));
        Assert.True(Similarity.Overlap(P(0.01, 0.5), P(0.0001, 0.5)) is > 0.4 and < 0.6);
        Assert.Equal("/searchSpace/p", Assert.Single(SpecComparison.BuiltIn.Differences(Spec(logit), Spec(linear))).Pointer);
    }

    private static StudySpec Spec(ParameterSpec parameter) =>
        StudyFile.Spec(StudyFile.With("")) with { SearchSpace = [parameter] };

    private static ParameterSpec P(double low, double high) =>
        new() { Name = "p", Kind = ParameterKind.Float, Low = low, High = high, Scale = ScaleKind.Logit };
}
