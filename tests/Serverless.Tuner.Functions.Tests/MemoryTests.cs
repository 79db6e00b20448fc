using Serverless.Tuner.Client;

namespace Serverless.Tuner.Functions.Tests;

/// <summary>What is kept of studies, warm starts and plans over HTTP.</summary>
public sealed class MemoryTests(TunerApps apps)
{
    private const string Square = """ "objective": "square", "searchSpace": {"x": [0, 1]}, "tags": {"team": "memory-tests"} """;

    [Fact]
    public async Task StudyThatEnded_WarmsTheNext_WhichSaysWhetherItHelped()
    {
        var app = apps.App;
        var first = await EndedAsync(app, $$"""{"name": "warm-first", {{Square}}, "trials": 12}""");
        var kept = await UntilKeptAsync(app, first);
        Assert.Equal(("warm-first", "square", 12), (kept.Name, kept.Objective, kept.Trials));
        Assert.Equal(first.Best!.Values, kept.Best![0].Values);

        const string File = $$"""{"name": "warm-next", {{Square}}, "trials": 12, "warmStart": {"similar": true, "threshold": 0.95, "max": 1} }""";
        var plan = await app.Client.PlanStudyAsync(File);
        Assert.Equal(["warm-first"], plan.WarmStart!.From.Select(s => s.Name));
        Assert.Equal(3, plan.WarmStart.Points.Count);
        Assert.Equal("how long 12 trials of study warm-first took", plan.TrialSeconds!.Source);
        await Assert.ThrowsAsync<TunerApiException>(() => app.Client.GetStudyAsync("warm-next"));

        var next = await EndedAsync(app, File);
        var from = next.WarmStart!.From[0];
        Assert.Equal((first.Id!.Value, "warm-first", 1.0), (from.Id, from.Name, from.Score));
        Assert.Equal([0, 1, 2], next.WarmStart.Trials);
        Assert.Equal(3, next.WarmStart.Points);
        Assert.Equal(first.Best.Parameters, (await app.Client.GetTrialAsync("warm-next", 0)).Parameters);
        Assert.InRange(next.WarmStart.BestWarmRank!.Value, 1, 12);
        Assert.NotNull(next.WarmStart.Gain);
        Assert.Equal(next.Id, (await app.Client.StartStudyAsync(File)).Id);

        await app.Client.DeleteStudyAsync("warm-first");
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.GetMemoryAsync(first.Id.Value))).Status);
        await UntilKeptAsync(app, next);
        await app.Client.ForgetMemoryAsync(next.Id!.Value);
        Assert.Equal(404, (await Assert.ThrowsAsync<TunerApiException>(() => app.Client.ForgetMemoryAsync(next.Id.Value))).Status);
        Assert.Equal(StudyState.Ended, (await app.Client.GetStudyAsync("warm-next")).State);
    }

    [Fact]
    public async Task Plan_OfAWrongFile_IsRefusedAsItsStartWouldBe_AndNamesStudiesThatAreNotThere()
    {
        var app = apps.App;
        const string Wrong = """{"name": "planned", "objective": "square", "trials": 0, "parallelism": 0}""";
        var planned = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.PlanStudyAsync(Wrong));
        var started = await Assert.ThrowsAsync<TunerApiException>(() => app.Client.StartStudyAsync(Wrong));
        Assert.Equal(started.Problem.Errors!, planned.Problem.Errors!);

        const string Named = $$"""{"name": "planned", {{Square}}, "warmStart": {"from": ["no-such-study"]} }""";
        foreach (var ask in new Func<Task>[] { () => app.Client.PlanStudyAsync(Named), () => app.Client.StartStudyAsync(Named) })
            Assert.Equal("/warmStart/from/0", Assert.Single((await Assert.ThrowsAsync<TunerApiException>(ask)).Problem.Errors!).Pointer);
    }

    private static async Task<StudyView> EndedAsync(TunerApp app, string file) =>
        await app.EndAsync((await app.Client.StartStudyAsync(file)).Name);

    private static async Task<MemoryView> UntilKeptAsync(TunerApp app, StudyView study)
    {
        while (true)
        {
            try
            {
                return await app.Client.GetMemoryAsync(study.Id!.Value, TestContext.Current.CancellationToken);
            }
            catch (TunerApiException e) when (e.Status == 404)
            {
                // The study's row says that it has ended just before this is kept.
                await Task.Yield();
            }
        }
    }
}
