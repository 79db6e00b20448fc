using Serverless.Tuner.Contracts;
using Xunit;

namespace Serverless.Tuner.Client.Tests;

public sealed class StudyBuilderTests
{
    [Fact]
    public void File_SaysWhatWasSaidAndNothingElse()
    {
        var study = new StudyBuilder("s").Maximize().Trials(20).Seed(3).Sampler(SamplerSpec.Of("tpe", ("gamma", ParameterValue.Of(0.2))))
            .Space(new SpaceBuilder().Float("lr", 1e-5, 0.1, log: true).Int("n", 1, 9, step: 2)
                .Logit("p", 0.1, 0.9).Ordinal("size", 16, 32))
            .Enqueue(new Dictionary<string, ParameterValue> { ["n"] = ParameterValue.Of(3) })
            .Enqueue(new Dictionary<string, ParameterValue> { ["n"] = ParameterValue.Of(5) })
            .Where("n * lr <= 0.5").Where("n >= 2", "lr <= 0.1")
            .Mlflow("vision").With("plateauTrials", 7);

        Assert.Equal(
            """
            {"name":"s","objective":{"kind":"external"},"direction":"maximize","trials":20,"seed":3,
            "sampler":{"type":"tpe","gamma":0.2},
            "searchSpace":[{"name":"lr","kind":"float","low":1E-05,"high":0.1,"log":true},{"name":"n","kind":"int","low":1,"high":9,"step":2},
            {"name":"p","kind":"float","low":0.1,"high":0.9,"scale":"logit"},{"name":"size","kind":"ordinal","choices":[16,32]}],
            "enqueue":[{"n":3},{"n":5}],"where":["n * lr <= 0.5","n >= 2","lr <= 0.1"],"mlflow":{"experiment":"vision"},"plateauTrials":7}
            """.ReplaceLineEndings(""),
            study.ToString());
    }

    [Fact]
    public void Space_ConditionAndChoices_AreThoseOfTheParameterBefore()
    {
        var space = new SpaceBuilder().Categorical("opt", "sgd", null, true, 3, 0.5)
            .Float("momentum", 0, 1).When("opt", "sgd", true).When("n", 1);

        Assert.Equal(
            [ParameterValue.Of("sgd"), ParameterValue.Null, ParameterValue.Of(true), ParameterValue.Of(3), ParameterValue.Of(0.5)],
            space[0].Choices);
        Assert.Null(space[0].When);
        Assert.Equal([ParameterValue.Of("sgd"), ParameterValue.Of(true)], space[1].When!["opt"]);
        Assert.Equal([ParameterValue.Of(1)], space[1].When!["n"]);
    }

    [Fact]
    public void Space_WhatMakesNoSense_IsRefused()
    {
        var space = new SpaceBuilder();

        Assert.Throws<InvalidOperationException>(() => space.When("opt", "sgd"));
        Assert.Throws<ArgumentException>(() => space.Categorical("opt", DateTime.UnixEpoch));
        space.Float("lr", 0, 1);
        Assert.Throws<ArgumentException>(() => space.Int("lr", 0, 1));
    }
}
