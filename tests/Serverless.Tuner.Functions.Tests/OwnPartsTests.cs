using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>Studies with a user's own sampler and pruner.</summary>
public sealed class OwnPartsTests(TunerApps apps)
{
    [Fact]
    public async Task Study_OfAnOwnSamplerAndPruner_TakesItsPointsAndIsPrunedByIt()
    {
        var (app, name) = (apps.App, $"own-{Guid.NewGuid():N}");
        await app.Client.StartStudyAsync($$"""{"name":"{{name}}","objective":"reports","trials":3,"sampler":{"type":"own","start":0.5},"pruner":"own"}""");
        var study = await app.EndAsync(name);

        Assert.Equal(SamplerSpec.Of("own", ("start", ParameterValue.Of(0.5))), study.Spec.Sampler);
        var trials = await app.TrialsAsync(name);
        Assert.Equal([0.5, 0.25, 0.5 / 3], trials.Select(t => t.Parameters["x"].AsDouble()));
        Assert.All(trials, t => Assert.Equal("pruner: own at step 2", t.Reason));
    }

    [Theory]
    [InlineData(""" "sampler":"own" """, "/sampler/start", "is required")]
    [InlineData(""" "sampler":{"type":"own","start":2} """, "/sampler/start", "from 0 to 1")]
    [InlineData(""" "sampler":{"type":"own","start":1},"directions":["minimize","minimize"],"objective":{"command":["sh"]},"searchSpace":{"x":[0,1]} """, "/sampler", "own has one objective")]
    [InlineData(""" "sampler":"owm" """, "/sampler", "random, own")]
    [InlineData(""" "pruner":"owm" """, "/pruner", "wilcoxon, own")]
    public async Task Start_OwnOnesUsedWrongly_IsRefused(string fields, string pointer, string detail)
    {
        var objective = fields.Contains("objective", StringComparison.Ordinal) ? "" : """ "objective":"reports",""";
        var thrown = await Assert.ThrowsAsync<TunerApiException>(() => apps.App.Client.StartStudyAsync($$"""{"name":"own-wrong",{{objective}}{{fields}}}"""));
        var error = Assert.Single(thrown.Problem!.Errors!);
        Assert.Equal(pointer, error.Pointer);
        Assert.Contains(detail, error.Detail, StringComparison.Ordinal);
    }
}
