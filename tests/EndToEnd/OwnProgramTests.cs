using System.Text.Json;
using Serverless.Tuner.TestKit;

namespace Serverless.Tuner.EndToEnd;

/// <summary>The samples of programs with a sampler, a pruner and an objective of their own, each with its study.</summary>
public sealed class OwnProgramTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("tuner-own-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task OwnObjective_IsEvaluatedWithTheStudysOptions_AndFindsTheOptimum()
    {
        var study = await RunAsync("OwnObjective", "own-objective");

        Assert.Equal(60, study.Counts.Complete + study.Counts.Pruned);
        Assert.True(study.Counts.Pruned > 0, "Its reports reach the pruner.");
        // A point that is far off costs 5 to 40 a day.
        Assert.InRange(study.Best!.Values[0], 2, 3.5);
    }

    [Fact]
    public async Task OwnSampler_SuggestsTheTrials()
    {
        var study = await RunAsync("OwnSampler", "own-sampler");

        Assert.Equal(SamplerSpec.Of("neighbour", ("parents", ParameterValue.Of(5))), study.Spec.Sampler);
        Assert.Equal(80, study.Counts.Complete);
        Assert.InRange(study.Best!.Values[0], 0.397887, 1);
    }

    [Fact]
    public async Task OwnPruner_StopsTrials()
    {
        var study = await RunAsync("OwnPruner", "own-pruner");

        Assert.Equal("margin", study.Spec.Pruner.Type);
        Assert.True(study.Counts.Pruned > 0, $"{study.Counts}");
        Assert.Equal(24, study.Counts.Complete + study.Counts.Pruned);
    }

    [Fact]
    public async Task Tuner_KnowsNoPartsOfOthers()
    {
        await using var process = TunerProcess.Start(
            "run", StudyOf("own-sampler"), "--data", _data.FullName, "--port", "0", "--table-port", "0");

        Assert.Equal(2, await process.EndAsync(Limit));
        Assert.Contains("/sampler", process.Output, StringComparison.Ordinal);
    }

    private static string StudyOf(string sample) => Path.Combine(Repository.Root, "samples", sample, "study.json");

    private async Task<StudyView> RunAsync(string program, string sample)
    {
        await using var process = TunerProcess.StartOther(
            program, new Dictionary<string, string>(), "run", StudyOf(
                sample), "--json", "--data", _data.FullName, "--port", "0", "--table-port", "0");

        Assert.True(await process.EndAsync(Limit) == 0, process.Output);
        return JsonSerializer.Deserialize<StudyView>(process.StandardOutput, TunerJson.Options)!;
    }
}
